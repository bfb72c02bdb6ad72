package dev.kindling.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.jobs.Kindling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three logical workers on two executors in JVMs of their own, with what breaks there. One driver
 * runs all but those that are killed.
 */
@Tag("cluster")
class FaultsTest {
  private static final int WORKERS = 3;

  @TempDir private static Path folder;
  private static DevCluster cluster;
  private static Driver driver;
  private static String master;
  private static String unbroken;

  @BeforeAll
  static void trainUnbrokenInOneJvmAndStartACluster() throws Exception {
    SparkFixture.session(); // prepares: the cluster is for training
    ImageFolder photos = new ImageFolder(folder.resolve("photos")).classes(9);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int prepared =
        Kindling.run(
            new PrintStream(printed, true, UTF_8),
            "prepare",
            "--source",
            photos.path(),
            "--path",
            folder.resolve("data").toString());
    assertThat(prepared).as(printed.toString(UTF_8)).isZero();
    try (Driver alone = Driver.on("local[1]", scratch("alone"))) {
      unbroken = done(alone.run("", train("unbroken")));
    }
    cluster = DevCluster.in(folder);
    master = cluster.start(4); // two are for drivers of single tests
    driver = Driver.on(master, scratch("driver"), "spark.cores.max=2");
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
    assertThat(done(driver.run("", train("cluster")))).isEqualTo(unbroken);
  }

  @Test
  void anExecutorThatIsKilledInMidRoundAndReplacedChangesNothing() throws IOException {
    assertThat(done(driver.run("kill:round=1,worker=1; kill:round=3,worker=2", train("killed"))))
        .isEqualTo(unbroken);
  }

  @Test
  void aTaskThatFailsThreeTimesIsTriedAFourthTime() throws IOException {
    assertThat(done(driver.run("fail:round=1,worker=0,attempts=3", train("failing"))))
        .isEqualTo(unbroken);
  }

  @Test
  void aTaskThatFailsFourTimesEndsTheRunAndAResumedOneHasTheSameResult() throws IOException {
    Driver.Ended ended = driver.run("fail:round=3,worker=0,attempts=4", train("failed"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(done(driver.run("", train("failed", "--resume", "auto")))).isEqualTo(unbroken);
  }

  @Test
  void aStragglerIsOvertakenByASecondTryOnAnotherHost() throws Exception {
    int slower = 900;
    Instant start = Instant.now();
    try (Driver speculating =
        Driver.on(
            master,
            scratch("speculating"),
            "spark.cores.max=2",
            "spark.speculation=true",
            "spark.speculation.quantile=0.5")) {
      String faults = "slow:round=1,worker=1,seconds=" + slower;
      assertThat(done(speculating.run(faults, train("straggling")))).isEqualTo(unbroken);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(slower));
  }

  @Test
  void aWorkerThatIsNotANumberIsLeftOutOfItsRound() throws IOException {
    String parameters = done(driver.run("nan:round=1,worker=1", train("not-a-number")));

    assertThat(parameters).isNotEqualTo(unbroken).hasSize(64);
  }

  @Test
  void noWorkerThatIsANumberTwiceEndsTheRunWith5() throws IOException {
    Driver.Ended ended =
        driver.run("nan:round=1,worker=0; nan:round=1,worker=1", train("diverged"));

    assertThat(ended.code()).isEqualTo(5);
    assertThat(ended.result().get("error").toString()).contains("2 of 2 workers not finite");
  }

  @Test
  void aDriverThatIsKilledGoesOnFromItsLastCheckpointAlsoFromADamagedOne() throws Exception {
    Driver killed = Driver.on(master, scratch("killed-driver"), "spark.cores.max=1");
    killed.begin("", train("driver"));
    while (checkpoints("driver").size() < 2) {
      Thread.sleep(20);
    }
    killed.kill();
    Path last = checkpoints("driver").get(checkpoints("driver").size() - 1);
    byte[] bytes = Files.readAllBytes(last);
    Files.write(last, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(done(driver.run("", train("driver", "--resume", "auto")))).isEqualTo(unbroken);
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

  private static String done(Driver.Ended ended) {
    assertThat(ended.code()).as(ended.result().toString()).isZero();
    return ended.parameters();
  }

  private static Path scratch(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name + "-scratch"));
  }

  private static List<String> train(String run, String... more) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of("--path", folder.resolve("data").toString()));
    all.addAll(List.of("--run", folder.resolve(run).toString()));
    for (String setting :
        List.of(
            "data.size=32",
            "model.architecture=xresnet-tiny",
            "augment.preset=light",
            "train.epochs=2",
            "train.batch-size=2",
            "train.workers=" + WORKERS,
            "train.round.steps=1",
            "train.checkpoint.rounds=1")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return all;
  }
}
