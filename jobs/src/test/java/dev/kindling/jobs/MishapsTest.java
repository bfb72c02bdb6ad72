package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.JsonFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shut directories, kills and full disks, on real processes and a real small disk. */
@Tag("spark")
class MishapsTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir private Path folder;
  private ImageFolder photos;

  @BeforeEach
  void makePictures() {
    photos = new ImageFolder(folder.resolve("photos")).classes(4);
  }

  @Test
  void countsAShutDirectoryAndQuarantinesAShutFile() throws Exception {
    photos.png("train/a/shut/1.png", 0xff0000).png("train/b/shut.png", 0x00ff00);
    shut("train/a/shut");
    shut("train/b/shut.png");
    try {
      Map<String, Object> result = done(withoutRightsOfRoot().run(prepare()));

      assertThat(result)
          .containsEntry("items", 16)
          .containsEntry("skipped", Map.of("unreadable-directory", 1))
          .containsEntry("quarantined", Map.of("unreadable", 1));
    } finally {
      open("train/a/shut"); // or its parent cannot be deleted
    }
  }

  @Test
  void aKillInMidPrepareLeavesTheLastVersionAndTheNextPrepareWorks() throws Exception {
    done(run(prepare()));
    addNoise(40);
    Process child = child(List.of()).start(prepare("--master", "local[1]"));
    long before = parquetFiles();
    while (parquetFiles() == before && child.isAlive()) {
      Thread.sleep(2);
    }
    child.destroyForcibly().waitFor();

    assertThat(child.exitValue()).isEqualTo(128 + 9);
    assertThat(folder.resolve("data/_delta_log/00000000000000000001.json")).doesNotExist();
    PreparedDataset last = PreparedDataset.open(SPARK, folder.resolve("data").toString());
    assertThat(last.version()).isZero();
    assertThat(last.rows().count()).isEqualTo(16);
    assertThat(done(run(prepare()))).containsEntry("version", 1).containsEntry("items", 56);
  }

  @Test
  void aFullDiskInMidPrepareLeavesTheLastVersionAndTheNextPrepareWorks() throws Exception {
    try (SmallDisk disk = SmallDisk.at(folder.resolve("data"), 4)) {
      String[] prepare = prepare("--path", disk.path().resolve("set").toString());
      done(run(prepare));
      addNoise(40);

      ChildKindling.Ended failed = run(prepare);

      assertThat(failed.code()).isEqualTo(7);
      assertThat(failed.out())
          .contains("Disk full: ")
          .contains("/data/set")
          .contains("No space left on device");
      PreparedDataset last = PreparedDataset.open(SPARK, disk.path().resolve("set").toString());
      assertThat(last.version()).isZero();
      assertThat(last.rows().count()).isEqualTo(16);

      disk.grow(64);
      assertThat(done(run(prepare))).containsEntry("version", 1).containsEntry("items", 56);
    }
  }

  @Test
  void aFullDiskAtACheckpointLeavesTheLastOneToGoOnFromWithTheSameResult() throws Exception {
    photos.png("train/a/red.png", 0x800000);
    done(run(prepare()));
    Map<String, Object> unbroken = done(run(train("unbroken")));
    try (SmallDisk disk = SmallDisk.at(folder.resolve("small"), 10)) { // two and a half checkpoints
      ChildKindling.Ended failed = run(train("small"));

      assertThat(failed.code()).isEqualTo(7);
      assertThat(failed.out())
          .contains("Disk full: Cannot write checkpoint epoch-000000-step-000000003.checkpoint")
          .contains("No space left on device");
      assertThat(disk.path().resolve("checkpoints").toFile().list())
          .containsExactlyInAnyOrder(
              "epoch-000000-step-000000001.checkpoint", "epoch-000000-step-000000002.checkpoint");

      disk.grow(64);
      try (CapturedLog log = CapturedLog.ofKindling()) {
        Map<String, Object> resumed = done(run(train("small", "--resume", "auto")));

        assertThat(log.text()).contains("Going on from checkpoint epoch-000000-step-000000002");
        assertThat(resumed.get("parameters-sha256")).isEqualTo(unbroken.get("parameters-sha256"));
      }
    }
  }

  private String[] prepare(String... more) {
    List<String> all = new ArrayList<>(List.of("prepare", "--json", "--source", photos.path()));
    all.addAll(List.of("--set", "data.quarantine.max-fraction=0.1"));
    if (!List.of(more).contains("--path")) {
      all.addAll(List.of("--path", folder.resolve("data").toString()));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private String[] train(String run, String... more) {
    List<String> all = new ArrayList<>(List.of("train", "--json"));
    all.addAll(List.of("--path", folder.resolve("data").toString()));
    all.addAll(List.of("--run", folder.resolve(run).toString()));
    for (String setting :
        List.of(
            "data.size=32",
            "model.architecture=xresnet-tiny",
            "augment.preset=light",
            "train.epochs=1",
            "train.batch-size=2",
            "train.round.steps=1",
            "train.checkpoint.rounds=1")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static ChildKindling.Ended run(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code = Kindling.run(new PrintStream(printed, true, UTF_8), arguments);
    return new ChildKindling.Ended(code, printed.toString(UTF_8));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> done(ChildKindling.Ended ended) throws IOException {
    assertThat(ended.code()).as(ended.out()).isZero();
    String[] lines = ended.out().strip().split("\n");
    return JsonFormat.read(lines[lines.length - 1], Map.class);
  }

  private ChildKindling child(List<String> wrapper) throws IOException {
    return new ChildKindling(wrapper, Files.createDirectories(folder.resolve("scratch")));
  }

  /** Permissions bind everyone but root, and root too without two of its capabilities. */
  private ChildKindling withoutRightsOfRoot() throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return child(List.of());
    }
    List<String> wrapper = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
    List<String> look = new ArrayList<>(wrapper);
    look.addAll(List.of("ls", photos.root().resolve("train/a/shut").toString()));
    assumeFalse(
        new ProcessBuilder(look).start().waitFor() == 0,
        "skipped: root reads everything here, and setpriv cannot take that from it");
    return child(wrapper);
  }

  private void shut(String key) throws IOException {
    permit(key, "---------");
  }

  private void open(String key) throws IOException {
    permit(key, "rwx------");
  }

  private void permit(String key, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        photos.root().resolve(key), PosixFilePermissions.fromString(permissions));
  }

  private long parquetFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  /** Pictures that do not shrink: about 200 KB each. */
  private void addNoise(int count) throws IOException {
    RandomGenerator random = new Seed(1).random("noise", 0);
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
      for (int pixel = 0; pixel < 256 * 256; pixel++) {
        image.setRGB(pixel % 256, pixel / 256, random.nextInt());
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      photos.bytes("train/a/noise-" + i + ".png", png.toByteArray());
    }
  }
}
