package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.lease.Lease;
import dev.kindling.datablock.table.Claim;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.jobs.run.RunDirectory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The verbs one after another on a folder of two colours, in one JVM. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>.png";
  private static final int PER_CLASS = 8;

  @TempDir private static Path folder;

  @BeforeAll
  static void makePictures() throws IOException {
    SparkFixture.session();
    for (String split : List.of("train", "valid")) {
      for (int i = 0; i < PER_CLASS; i++) {
        picture(split + "/red/" + i + ".png", new Color(200 + i, 10 * i, 0));
        picture(split + "/blue/" + i + ".png", new Color(0, 10 * i, 200 + i));
      }
    }
    picture("valid/red/" + HOSTILE, Color.BLUE);
    Files.writeString(folder.resolve("photos/train/red/text <b>.png"), "no picture");
  }

  @Test
  @Order(1)
  void preparesAccountingForEveryFile() {
    Map<String, Object> result = done("prepare", "--source", path("photos"));

    assertThat(result.keySet())
        .containsExactly(
            "verb",
            "version",
            "scanned",
            "items",
            "train",
            "valid",
            "test",
            "skipped",
            "quarantined",
            "duplicates",
            "conflicting-duplicates",
            "labels",
            "seconds",
            "changes",
            "near-duplicates");
    assertThat(result)
        .containsEntry("version", 0)
        .containsEntry("scanned", 34)
        .containsEntry("train", 16)
        .containsEntry("valid", 17)
        .containsEntry("quarantined", Map.of("not-an-image", 1))
        .containsEntry("labels", 2);
    assertThat((Map<?, ?>) result.get("changes"))
        .extracting("full", "new", "reused")
        .containsExactly("there is no earlier version to go on from", 34, 0);
  }

  @Test
  @Order(2)
  void preparesAgainOnlyWhatChangedUnlessAllIsAskedFor() {
    String[] again = {"prepare", "--source", path("photos")};
    Printed nothing = run(again);
    assertThat(nothing.code()).isEqualTo(4);
    assertThat(nothing.out()).contains("is new, changed or gone since the newest version of");

    assertThat(done("prepare", "--source", path("photos"), "--full"))
        .containsEntry("version", 1)
        .extractingByKey("changes")
        .extracting("full", "read")
        .containsExactly("--full was given", 34);
  }

  @Test
  @Order(2)
  void goesOnFromTheVersionBeforeABadBatchAndSaysWhatWasRead() throws IOException {
    String[] growing = {"prepare", "--source", path("grown"), "--path", path("growing")};
    copyPhotos("grown");
    done(growing);
    picture("../grown/train/red/bad.png", Color.BLUE);
    assertThat(done(growing)).containsEntry("version", 1);
    Files.delete(folder.resolve("grown/train/red/bad.png"));
    picture("../grown/train/red/good.png", Color.PINK);

    Map<String, Object> result = done(with(growing, "--from-version", "0"));

    assertThat(result).containsEntry("version", 2).containsEntry("train", 17);
    assertThat(result.get("changes"))
        .isEqualTo(
            Map.of(
                "from-version",
                0,
                "read",
                1,
                "new",
                1,
                "changed",
                0,
                "reused",
                34,
                "relabelled",
                0,
                "vanished",
                0,
                "quarantined-again",
                1,
                "held",
                0));
    assertThat(run(with(growing, "--from-version", "0", "--full")).code()).isEqualTo(2);
    assertThat(run(with(growing, "--from-version", "9")).code()).isEqualTo(3);
    Printed other = run(with(growing, "--from-version", "0", "--set", "data.presize.short-side=8"));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.out()).contains("presize.short-side was 0, is 8");
    assertThat(done(with(growing, "--set", "data.presize.short-side=8")).get("changes"))
        .extracting("full")
        .isEqualTo("presize.short-side was 0, is 8");
  }

  @Test
  @Order(2)
  void refusesASecondPrepareAtATime() {
    try (Claim claim = Claim.on(SparkFixture.session(), path("claimed"))) {
      Printed refused = run("prepare", "--source", path("photos"), "--path", path("claimed"));

      assertThat(refused.code()).isEqualTo(7);
      assertThat(refused.out()).contains("is being prepared by").contains("_claim.json");
      claim.requireUntouched();
    }
  }

  @Test
  @Order(2)
  void writesAugmentedCopiesElsewhereWhenAsked() {
    Map<String, Object> result =
        done(
            "prepare",
            "--source",
            path("photos"),
            "--path",
            path("with-copies"),
            "--set",
            "augment.copies=2",
            "--set",
            "augment.preset=strong");

    assertThat(result)
        .containsEntry("scanned", 34)
        .containsEntry("items", 33)
        .containsEntry("train", 16)
        .containsEntry("copies", 32);
  }

  @Test
  @Order(2)
  void inspectsIntoOnePage() throws IOException {
    Map<String, Object> result =
        done("inspect", "--output", path("look/page.html"), "--set", "augment.mix.by=both");

    assertThat(result.keySet())
        .containsExactly("verb", "dataset", "dataset-version", "item", "output", "seconds");
    String html = Files.readString(folder.resolve("look/page.html"));
    assertThat(html)
        .contains("A batch as the model sees it", "One image, 16 epochs", "RandomResizedCrop")
        .contains("Mixed with others of the batch", "float32 [1, 3, 32, 32], NCHW")
        .contains("near duplicates", "valid and test with one in train")
        .contains("<h2>Quality</h2>", "brightness (0 black, 1 white)", "Formats, as found")
        .contains("<h2>Outliers</h2>", "<h3>darkest · brightness</h3>")
        .contains("<h2>Quarantine</h2>", "not-an-image: 1", "train/red/text &lt;b&gt;.png")
        .doesNotContain("<script", "http://", "https://", "<b>.png", "<img src=x");
  }

  @Test
  @Order(2)
  void inspectsTheItemThatIsNamedOrSaysThatThereIsNone() throws IOException {
    String page = path("look/hostile.html");

    assertThat(done("inspect", "--output", page, "--item", "valid/red/" + HOSTILE))
        .containsEntry("item", "valid/red/" + HOSTILE);
    assertThat(Files.readString(Path.of(page))).doesNotContain("<img src=x");
    assertThat(run("inspect", "--output", page, "--item", "no such").code()).isEqualTo(2);
    assertThat(run("inspect", "--output", path("")).code()).isEqualTo(2);
    assertThat(run("inspect", "--path", path("nowhere")).code()).isEqualTo(3);
  }

  @Test
  @Order(2)
  void examinesTheMachineAndExitsWith7WhereSomethingIsBroken() {
    assertThat(done("doctor")).containsEntry("usable", true).containsEntry("problems", List.of());

    Printed printed =
        run("doctor", "--set", "augment.backend=opencl", "--set", "augment.device=no such device");

    assertThat(printed.code()).isEqualTo(7);
    assertThat(printed.out()).contains("broken  augmentation").contains("\"usable\":false");
  }

  @Test
  @Order(3)
  void plansWithoutTraining() {
    assertThat(run("train", "--dry-run").code()).isZero();
    assertThat(Files.exists(folder.resolve("run"))).isFalse();
  }

  @Test
  @Order(4)
  void trainsAndLeavesARun() {
    Map<String, Object> result = done("train");

    assertThat(result.keySet())
        .containsExactly(
            "verb",
            "run",
            "model",
            "dataset-version",
            "epochs",
            "examples",
            "accuracy",
            "valid-loss",
            "seconds",
            "examples-per-second",
            "parameters-sha256",
            "rounds",
            "skipped-steps",
            "wall-time");
    assertThat(result)
        .containsEntry("dataset-version", 1)
        .containsEntry("epochs", 1)
        .containsEntry("examples", 16);
    assertThat(folder.resolve("run"))
        .isDirectoryContaining("glob:**/run.json")
        .isDirectoryContaining("glob:**/history.jsonl")
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/model.kindling")
        .isDirectoryContaining("glob:**/checkpoints");
  }

  @Test
  @Order(5)
  void refusesToTrainOverARun() {
    assertThat(run("train").code()).isEqualTo(2);
    assertThat(run("train", "--resume", "auto").code()).isEqualTo(4);
  }

  @Test
  @Order(5)
  void refusesASecondTrainingOfARunAtATime() {
    try (Lease lease = RunDirectory.at(path("claimed-run")).lease()) {
      Printed refused = run("train", "--run", path("claimed-run"), "--resume", "auto");

      assertThat(refused.code()).isEqualTo(7);
      assertThat(refused.out()).contains("is being trained by").contains("claim.json");
      assertThat(lease.stands()).isTrue();
    }
  }

  @Test
  @Order(6)
  void refusesToGoOnWithOtherSettingsAndSaysWhichDiffer() throws IOException {
    Files.move(folder.resolve("run/run.json"), folder.resolve("run.json"));

    Printed printed = run("train", "--resume", "auto", "--set", "seed=43");

    assertThat(printed.code()).isEqualTo(2);
    assertThat(printed.out())
        .contains("seed is 42 there and 43 here")
        .contains("Go on with that fit's settings, or train anew in another directory");
    Files.move(folder.resolve("run.json"), folder.resolve("run/run.json"));
  }

  @Test
  @Order(6)
  void logsWhereItGoesOn() throws IOException {
    Files.delete(folder.resolve("run/run.json")); // as if killed before the end

    try (CapturedLog log = CapturedLog.ofKindling()) {
      assertThat(done("train", "--resume", "auto")).containsEntry("epochs", 1);

      assertThat(log.text())
          .contains("INFO Going on from checkpoint epoch-000001-step-000000000.checkpoint in ")
          .contains("done are 1 epochs, 0 steps of the next, ");
    }
  }

  @Test
  @Order(6)
  void logsThatItStartsAnewWithoutACheckpoint() {
    try (CapturedLog log = CapturedLog.ofKindling()) {
      done("train", "--resume", "auto", "--run", path("anew"));

      assertThat(log.text()).contains("INFO No checkpoint in ").contains(": starting anew");
    }
  }

  @Test
  @Order(7)
  void showsHostileNamesAsText() throws IOException {
    assertThat(run("report").code()).isZero();

    String html = Files.readString(folder.resolve("run/report.html"));
    assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;").doesNotContain("<img src=x");
    assertThat(html).contains("text &lt;b&gt;.png").doesNotContain("<script");
  }

  @Test
  @Order(8)
  void evaluatesToWhatTrainingPrinted() throws IOException {
    Map<String, Object> record = json(Files.readString(folder.resolve("run/run.json")));
    Map<?, ?> trained = (Map<?, ?>) record.get("result");

    Map<String, Object> result = done("evaluate");

    assertThat(result).containsEntry("examples", 17).containsEntry("split", "valid");
    assertThat(result.get("accuracy")).isEqualTo(trained.get("accuracy"));
    assertThat(((Number) result.get("loss")).doubleValue())
        .isCloseTo(((Number) trained.get("valid-loss")).doubleValue(), within());
  }

  @Test
  @Order(9)
  void predictsEveryImageOrSaysWhyNot() throws IOException {
    Map<String, Object> result =
        done("predict", "--source", path("photos/train"), "--output", path("predictions"));

    assertThat(result).containsEntry("items", 17);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("predictions"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines).hasSize(17);
    assertThat(lines).filteredOn(line -> line.contains("\"reason\":\"not-an-image\"")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.contains("\"probabilities\":{\"blue\":")).hasSize(16);
  }

  @Test
  @Order(10)
  void exitsWith3ForAnEmptyFolderAndAMissingDataset() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    assertThat(run("prepare", "--source", path("empty")).code()).isEqualTo(3);
    assertThat(run("train", "--path", path("nowhere"), "--run", path("run2")).code()).isEqualTo(3);
  }

  @Test
  @Order(10)
  void writesNothingThatIsNotAsExpectedAndExitsWith3() {
    Printed printed =
        run(
            "prepare",
            "--source",
            path("photos"),
            "--path",
            path("unexpected"),
            "--set",
            "data.expect.min-per-class=9");

    assertThat(printed.code()).isEqualTo(3);
    assertThat(folder.resolve("unexpected")).doesNotExist();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  private static void copyPhotos(String to) throws IOException {
    Path photos = folder.resolve("photos");
    try (Stream<Path> files = Files.walk(photos)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(to).resolve(photos.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private record Printed(int code, String out) {}

  private static Map<String, Object> done(String... arguments) {
    Printed printed = run(arguments);
    assertThat(printed.code()).as(printed.out()).isZero();
    String[] lines = printed.out().strip().split("\n");
    return json(lines[lines.length - 1]);
  }

  private static Printed run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--json",
            "--set",
            "data.path=" + path("dataset"),
            "--set",
            "run.path=" + path("run"),
            "--set",
            "data.size=32",
            "--set",
            "data.quarantine.max-fraction=0.1",
            "--set",
            "model.architecture=xresnet-tiny",
            "--set",
            "augment.preset=light",
            "--set",
            "train.epochs=1",
            "--set",
            "train.batch-size=4",
            "--set",
            "train.round.steps=2"));
    if (all.contains("--path")) { // the option is to win here
      all.remove(all.indexOf("data.path=" + path("dataset")) - 1);
      all.remove("data.path=" + path("dataset"));
    }
    if (all.contains("--run")) {
      all.remove(all.indexOf("run.path=" + path("run")) - 1);
      all.remove("run.path=" + path("run"));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code = Kindling.run(new PrintStream(printed, true, UTF_8), all.toArray(String[]::new));
    return new Printed(code, printed.toString(UTF_8));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(String text) {
    try {
      return JsonFormat.read(text, Map.class);
    } catch (IOException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void picture(String name, Color colour) throws IOException {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 32, 32);
    graphics.dispose();
    Path file = folder.resolve("photos").resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
