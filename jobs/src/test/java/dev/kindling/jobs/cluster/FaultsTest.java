package dev.kindling.jobs.cluster;

import static dev.kindling.jobs.cluster.SmallTraining.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three logical workers on two executors in JVMs of their own, with what breaks there. One driver
 * runs all but what kills it, breaks its executors for good or needs other settings of Spark.
 */
@Tag("cluster")
class FaultsTest {
  private static final String EXCLUDING = "spark.excludeOnFailure.enabled=true";

  /** Or tasks wait for the executor that has their rows, though it is excluded. */
  private static final String ANYWHERE = "spark.locality.wait=0";

  @TempDir private static Path folder;
  private static SmallTraining training;
  private static DevCluster cluster;
  private static Driver driver;
  private static String master;
  private static String unbroken;

  @BeforeAll
  static void trainUnbrokenInOneJvmAndStartACluster() throws Exception {
    training = SmallTraining.prepared(folder);
    unbroken = training.unbroken();
    cluster = DevCluster.in(folder);
    master = cluster.start(4); // two are for drivers of single tests
    driver = Driver.on(master, training.scratch("driver"), "spark.cores.max=2");
  }

  @AfterAll
  static void leaveNothingBehind() throws Exception {
    if (driver != null) {
      driver.close();
    }
    if (cluster != null) {
      assertThat(cluster.call("start", "1", "1", "1g").code()).as("starting twice").isEqualTo(7);
      DevCluster.Said running = cluster.call("status");
      assertThat(running.code()).isZero();
      assertThat(running.text()).contains("master spark://").contains("worker-2 1 cores, 1g");
      cluster.close();
      assertThat(cluster.call("status").code()).isEqualTo(4);
      assertThat(cluster.home()).doesNotExist();
    }
  }

  @Test
  void twoWorkerJvmsEndWithTheBitsOfOneJvm() throws IOException {
    assertThat(done(driver.run("", training.arguments("cluster")))).isEqualTo(unbroken);
  }

  @Test
  void anExecutorThatIsKilledInMidRoundAndReplacedChangesNothing() throws IOException {
    assertThat(
            done(
                driver.run(
                    "kill:round=1,worker=1; kill:round=3,worker=2", training.arguments("killed"))))
        .isEqualTo(unbroken);
  }

  @Test
  void aTaskThatFailsThreeTimesIsTriedAFourthTime() throws IOException {
    assertThat(done(driver.run("fail:round=1,worker=0,attempts=3", training.arguments("failing"))))
        .isEqualTo(unbroken);
  }

  @Test
  void aTaskThatFailsFourTimesEndsTheRunAndAResumedOneHasTheSameResult() throws IOException {
    Driver.Ended ended =
        driver.run("fail:round=3,worker=0,attempts=4", training.arguments("failed"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(done(driver.run("", training.arguments("failed", "--resume", "auto"))))
        .isEqualTo(unbroken);
  }

  @Test
  void aStragglerIsOvertakenByASecondTryOnAnotherHost() throws Exception {
    int slower = 900;
    Instant start = Instant.now();
    try (Driver speculating =
        Driver.on(
            master,
            training.scratch("speculating"),
            "spark.cores.max=2",
            "spark.speculation=true",
            "spark.speculation.quantile=0.5")) {
      String faults = "slow:round=1,worker=1,seconds=" + slower;
      assertThat(done(speculating.run(faults, training.arguments("straggling"))))
          .isEqualTo(unbroken);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(slower));
  }

  @Test
  void aWorkerThatIsNotANumberIsLeftOutOfItsRound() throws IOException {
    String parameters =
        done(driver.run("nan:round=1,worker=1", training.arguments("not-a-number")));

    assertThat(parameters).isNotEqualTo(unbroken).hasSize(64);
  }

  @Test
  void noWorkerThatIsANumberTwiceEndsTheRunWith5() throws IOException {
    Driver.Ended ended =
        driver.run("nan:round=1,worker=0; nan:round=1,worker=1", training.arguments("diverged"));

    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.result().get("error").toString()).contains("2 of 2 workers not finite");
  }

  @Test
  void aDriverThatIsKilledGoesOnFromItsLastCheckpointAlsoFromADamagedOne() throws Exception {
    Driver killed = Driver.on(master, training.scratch("killed-driver"), "spark.cores.max=1");
    killed.begin("", training.arguments("driver"));
    while (checkpoints("driver").size() < 2) {
      Thread.sleep(20);
    }
    killed.kill();
    Path last = checkpoints("driver").get(checkpoints("driver").size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(done(driver.run("", training.arguments("driver", "--resume", "auto"))))
        .isEqualTo(unbroken);
  }

  @Test
  void afterTheFilesOfAnExecutorAreLostARunGoesOnInAnotherProcessOrOnAnotherExecutor()
      throws Exception {
    try (Driver trusting = Driver.on(master, training.scratch("trusting"), "spark.cores.max=2")) {
      List<String> lost = training.arguments("lost-files");
      assertThat(trusting.run("lose-files:round=1,worker=1", lost).code()).isEqualTo(1);
    }
    try (Driver excluding =
        Driver.on(
            master, training.scratch("excluding"), "spark.cores.max=2", EXCLUDING, ANYWHERE)) {
      List<String> resumed = training.arguments("lost-files", "--resume", "auto");
      assertThat(done(excluding.run("lose-files:round=4,worker=1", resumed))).isEqualTo(unbroken);
    }
  }

  @Test
  void anotherExecutorDoesWhatOneWithAFullDiskCannot() throws Exception {
    try (DevCluster two = DevCluster.in(folder.resolve("two"))) {
      String itsMaster = two.start(2);
      Path worker = two.home().resolve("worker-2");
      try (SmallDisk full = SmallDisk.at(worker.resolve("local"), 1);
          Driver excluding = Driver.on(itsMaster, training.scratch("full"), EXCLUDING, ANYWHERE)) {
        List<String> shuffling =
            training.arguments("full-disk", "--set", "train.round.exchange=slices");
        assertThat(done(excluding.run("", shuffling))).isEqualTo(unbroken);
        assertThat(said(worker).contains("No space left on device"))
            .as("%s is full".formatted(full.path()))
            .isTrue();
      }
    }
  }

  /** What executors of a worker wrote to their logs. */
  private static String said(Path worker) throws IOException {
    StringBuilder said = new StringBuilder();
    try (Stream<Path> files = Files.walk(worker.resolve("work"))) {
      for (Path file : files.filter(each -> each.endsWith("stderr")).toList()) {
        said.append(Files.readString(file));
      }
    }
    return said.toString();
  }

  @Test
  void executorsThatGoWhenIdleAndComeWhenWantedChangeNothing() throws Exception {
    Path events = Files.createDirectories(folder.resolve("events"));
    try (Driver elastic =
        Driver.on(
            master,
            training.scratch("elastic"),
            "spark.dynamicAllocation.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.timeout=5s",
            "spark.dynamicAllocation.maxExecutors=2",
            "spark.dynamicAllocation.executorIdleTimeout=5s",
            "spark.dynamicAllocation.cachedExecutorIdleTimeout=5s",
            "spark.eventLog.enabled=true",
            "spark.eventLog.rolling.enabled=false",
            "spark.eventLog.compress=false",
            "spark.eventLog.dir=" + events.toUri())) {
      // One is idle while the other is slow, also if it came late; then one is slow, others wait.
      String faults = "slow:round=1,worker=1,seconds=30; slow:round=3,worker=0,seconds=8";
      assertThat(done(elastic.run(faults, training.arguments("elastic")))).isEqualTo(unbroken);
    }
    assertThat(comingsAndGoings(events)).contains("Added Removed Added");
  }

  /** Of executors, in the order of Spark's log. */
  private static String comingsAndGoings(Path events) throws IOException {
    StringBuilder seen = new StringBuilder();
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher event =
            Pattern.compile("SparkListenerExecutor(Added|Removed)").matcher(Files.readString(file));
        while (event.find()) {
          seen.append(event.group(1)).append(' ');
        }
      }
    }
    return seen.toString();
  }

  /** Oldest first. */
  private static List<Path> checkpoints(String run) throws IOException {
    Path directory = folder.resolve(run).resolve("checkpoints");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).sorted().toList();
    }
  }
}
