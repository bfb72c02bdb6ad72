package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.SparkFixture;
import dev.kindling.jobs.run.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * From raw documents to a classifier by way of a language model, verb by verb, on reviews made of a
 * few words, in one JVM.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TextEndToEndTest {
  private static final String HOSTILE = "<b>.txt";
  private static final String STAGES = "train.stages=[language-model, classifier]";
  private static final String CLASSIFIER = "model.architecture=text-classifier";
  private static final List<String> GOOD = List.of("great", "lovely", "fine", "warm");
  private static final List<String> BAD = List.of("dull", "awful", "weak", "cold");
  private static final List<String> TINY =
      List.of(
          "data.kind=text",
          "data.text.min-frequency=1",
          "data.split.train=train",
          "data.split.valid=valid",
          "data.quarantine.max-fraction=0.1",
          "model.embedding=16",
          "model.hidden=20",
          "model.layers=2",
          "model.dropout-scale=0.1",
          "train.batch-size=4",
          "train.bptt=10",
          "train.round.steps=4",
          "train.schedule.rate=0.02",
          "train.clip=0.5",
          "generate.tokens=12");

  @TempDir private static Path folder;

  @BeforeAll
  static void writeReviews() throws IOException {
    SparkFixture.session();
    RandomGenerator random = new dev.kindling.datablock.Seed(3).random("reviews", 0);
    for (String split : List.of("train", "valid")) {
      int count = split.equals("train") ? 24 : 8;
      for (int i = 0; i < count; i++) {
        review(split + "/pos/" + i + ".txt", GOOD, random);
        review(split + "/neg/" + i + ".txt", BAD, random);
      }
    }
    review("valid/pos/" + HOSTILE, BAD, random);
    Files.write(folder.resolve("reviews/train/pos/latin.txt"), new byte[] {'c', (byte) 0xe9});
    Files.writeString(folder.resolve("reviews/train/neg/empty.txt"), " \n");
  }

  private static void review(String name, List<String> words, RandomGenerator random)
      throws IOException {
    StringBuilder text = new StringBuilder("This film was ");
    int length = 4 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? "" : " and ").append(words.get(random.nextInt(words.size())));
    }
    Path file = folder.resolve("reviews").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.append(".").toString());
  }

  @Test
  @Order(1)
  void preparesTokensAndPutsAsideWhatIsNoText() throws IOException {
    Map<String, Object> result = done("prepare", "--source", path("reviews"));

    assertThat(result)
        .containsEntry("kind", "text")
        .containsEntry("train", 48)
        .containsEntry("valid", 17)
        .containsEntry("quarantined", Map.of("empty", 1, "invalid-utf-8", 1))
        .containsEntry("labels", 2);
    int inValid = 0;
    try (var files = Files.walk(folder.resolve("reviews/valid"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        inValid += Files.readString(file).length();
      }
    }
    assertThat((Map<?, ?>) result.get("characters")).extracting("valid").isEqualTo(inValid);
  }

  @Test
  @Order(2)
  void aModelOfImagesIsRefusedForTexts() {
    Printed refused = run("train", "--run", path("no"));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out())
        .contains("model.architecture = xresnet18 takes items of kind image")
        .contains("holds text");
  }

  @Test
  @Order(3)
  void trainsALanguageModelAndReportsItsPerplexity() throws IOException {
    Map<String, Object> result =
        done(
            "train",
            "--run",
            path("lm"),
            set("model.architecture=awd-lstm"),
            set("train.epochs=6"));

    assertThat(number(result, "perplexity")).isBetween(1.0, 9.0);
    assertThat(result).doesNotContainKey("accuracy");
    assertThat(Files.readString(folder.resolve("lm/report.html")))
        .contains("What the model writes", "Frequent tokens", "xxmaj", "perplexity")
        .doesNotContain("A batch as the model sees it");
  }

  @Test
  @Order(4)
  void evaluatesItToTheSamePerplexityInAnotherProcess() throws IOException {
    Map<?, ?> trained =
        (Map<?, ?>) json(Files.readString(folder.resolve("lm/run.json"))).get("result");

    Map<String, Object> result = done("evaluate", "--model", path("lm/model.kindling"));

    assertThat(number(result, "perplexity"))
        .isCloseTo(((Number) trained.get("perplexity")).doubleValue(), within());
    assertThat(number(result, "bits-per-character"))
        .isCloseTo(((Number) trained.get("bits-per-character")).doubleValue(), within())
        .isBetween(0.0, 8.0);
  }

  @Test
  @Order(5)
  void writesOnFromAPromptTheSameTextEveryTime() {
    String[] generate = {
      "generate", "--model", path("lm/model.kindling"), "--prompt", "This film was"
    };
    Map<String, Object> first = done(generate);

    List<?> texts = (List<?>) first.get("texts");
    assertThat(texts).hasSize(3);
    assertThat(texts.get(0).toString()).startsWith("xxbos xxmaj this film was ");
    assertThat(texts.get(0).toString()).doesNotContain("xxunk").doesNotContain("xxpad");
    assertThat(done(generate).get("texts")).isEqualTo(texts);
  }

  @Test
  @Order(6)
  void goesOnFromTheLanguageModelAndTellsWhichWordsMoved() throws IOException {
    done(
        "train",
        "--run",
        path("tuned"),
        set("model.architecture=awd-lstm"),
        set("model.start=" + path("lm/model.kindling")),
        set("train.unfreeze=gradual"),
        set("train.epochs=1"));

    assertThat(Files.readString(folder.resolve("tuned/report.html")))
        .contains("Words that moved most");
  }

  @Test
  @Order(7)
  void aClassifierOnItsEncoderTellsGoodFromBad() throws IOException {
    Map<String, Object> result =
        done(
            "train",
            "--run",
            path("classifier"),
            set("model.architecture=text-classifier"),
            set("model.start=" + path("tuned/model.kindling")),
            set("train.label-smoothing=0"),
            set("train.schedule.rate=0.01"),
            set("train.epochs=10"));

    assertThat(number(result, "accuracy")).isGreaterThanOrEqualTo(14.0 / 17);
    assertThat(result).containsEntry("epochs", 10).containsEntry("examples", 480);
    assertThat(Files.readString(folder.resolve("classifier/report.html")))
        .contains("Top losses", "Confusion matrix")
        .contains("&lt;b&gt;.txt")
        .doesNotContain("<b>.txt");
  }

  @Test
  @Order(8)
  void anEncoderThawsLayerByLayerOverTheEpochs() {
    Map<String, Object> result =
        done(
            "train",
            "--run",
            path("thawed"),
            set("model.architecture=text-classifier"),
            set("model.start=" + path("tuned/model.kindling")),
            set("train.unfreeze=gradual"),
            set("train.epochs=2"));

    assertThat(result).containsEntry("epochs", 4);
    assertThat(
            run(
                    "train",
                    "--run",
                    path("no"),
                    set("train.unfreeze=gradual"),
                    set("train.optimizer.name=sgd"),
                    set("model.architecture=awd-lstm"))
                .out())
        .contains("train.unfreeze = gradual needs train.optimizer.name = adam");
  }

  @Test
  @Order(9)
  void theClassifierOpensAnywhereAndPredictsTextsOneByOne() throws IOException {
    Map<String, Object> evaluated = done("evaluate", "--model", path("classifier/model.kindling"));
    Map<String, Object> result =
        done(
            "predict",
            "--model",
            path("classifier/model.kindling"),
            "--source",
            path("reviews/valid"),
            "--output",
            path("predictions"),
            set("train.batch-size=1"));

    assertThat(result).containsEntry("items", 17);
    assertThat(shareRight("predictions")).isCloseTo(number(evaluated, "accuracy"), within());
  }

  /** By the folder that each review lies in. */
  private static double shareRight(String predictions) throws IOException {
    long right = 0;
    try (var files = Files.list(folder.resolve(predictions))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Map<String, Object> item = json(line);
          right += item.get("key").toString().startsWith(item.get("prediction") + "/") ? 1 : 0;
        }
      }
    }
    return right / 17.0;
  }

  @Test
  @Order(10)
  void aModelOfOtherTokenizerRulesIsNotGoneOnFrom() {
    done(
        "prepare",
        "--source",
        path("reviews"),
        "--path",
        path("split-at-spaces"),
        set("data.text.rules=none"),
        set("data.text.tokenizer=whitespace"));

    Printed refused =
        run(
            "train",
            "--path",
            path("split-at-spaces"),
            "--run",
            path("no"),
            set("model.architecture=awd-lstm"),
            set("model.start=" + path("lm/model.kindling")));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).contains("model.start was made with other tokenizer rules");
  }

  @Test
  @Order(13)
  void aLanguageModelOfSubWordsWritesWholeWordsAndComparesWithOneOfWords() {
    Map<String, Object> prepared =
        done(
            "prepare",
            "--source",
            path("reviews"),
            "--path",
            path("pieces"),
            set("data.text.vocabulary=subwords"),
            set("data.text.max-vocab=266"));
    assertThat(prepared).containsEntry("vocab", 274);
    assertThat((Map<?, ?>) prepared.get("unknown-rate")).extracting("valid").isEqualTo(0.0);
    String model = path("lm-pieces/model.kindling");
    done(
        "train",
        "--path",
        path("pieces"),
        "--run",
        path("lm-pieces"),
        set("model.architecture=awd-lstm"),
        set("train.epochs=3"));

    Map<String, Object> evaluated = done("evaluate", "--path", path("pieces"), "--model", model);
    double perPiece = number(evaluated, "perplexity");
    assertThat(number(evaluated, "perplexity-per-word")).isGreaterThan(perPiece);
    assertThat(number(evaluated, "bits-per-character")).isBetween(0.0, 8.0);
    List<?> texts =
        (List<?>) done("generate", "--model", model, "--prompt", "This film 𝄞").get("texts");
    assertThat(texts.get(0).toString())
        .startsWith("xxbos xxmaj this film 𝄞")
        .doesNotContain("Ġ")
        .doesNotContain("▁");

    Printed refused =
        run(
            "train",
            "--path",
            path("pieces"),
            "--run",
            path("no"),
            set("model.architecture=awd-lstm"),
            set("model.start=" + path("lm/model.kindling")));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).contains("model.start was made with other tokenizer rules");
  }

  @Test
  @Order(14)
  void aDatasetMayTakeTheVocabularyOfAModelOrOfAnotherDataset() {
    String[] prepare = {
      "prepare",
      "--source",
      path("reviews/valid"),
      "--path",
      path("others"),
      set("data.split.by=random"),
      set("data.label.by=none")
    };
    String model = path("lm/model.kindling");
    done(with(prepare, set("data.text.vocabulary-from=" + model)));
    assertThat(done("evaluate", "--path", path("others"), "--model", model))
        .containsKey("perplexity");
    done(with(with(prepare, "--full"), set("data.text.vocabulary-from=" + path("dataset"))));
    assertThat(done("evaluate", "--path", path("others"), "--model", model))
        .containsEntry("dataset-version", 1);

    assertThat(run(with(prepare, set("data.text.vocabulary-from=" + path("pieces")))).out())
        .contains("data.text.vocabulary-from = ", "was made with other tokenizer rules");
    assertThat(run(with(prepare, set("data.text.vocabulary-from=none.kindling"))).out())
        .contains("data.text.vocabulary-from = none.kindling is no file");
  }

  @Test
  @Order(15)
  void runsAllStagesInOneCallAndGoesOnWhereItWasCutOff() throws IOException {
    Map<String, Object> result = done(stages());
    List<Map<String, Object>> stages = listOf(result, "stages");
    byte[] language = Files.readAllBytes(folder.resolve("stages/language-model/model.kindling"));

    assertThat(stages).hasSize(2);
    assertThat(number(stages.get(0), "perplexity")).isLessThan(9);
    assertThat(stages.get(0)).containsEntry("epochs", 4);
    assertThat(stages.get(1)).containsEntry("epochs", 4); // two of them while it thaws
    assertThat(result).containsEntry("accuracy", stages.get(1).get("accuracy"));
    assertThat(folder.resolve("stages/language-model/report.html")).exists();
    assertThat(folder.resolve("stages/classifier/report.html")).exists();
    assertThat(run(stages("--resume", "auto")).code()).isEqualTo(4);
    assertThat(done("evaluate", set(STAGES), set("run.path=" + path("stages"))))
        .containsEntry("model", path("stages/classifier/model.kindling"));

    Files.delete(folder.resolve("stages/classifier/run.json"));
    deleteCheckpoints("stages/classifier/checkpoints");
    Map<String, Object> again = done(stages("--resume", "auto"));

    assertThat(again.get("parameters-sha256")).isEqualTo(result.get("parameters-sha256"));
    assertThat(listOf(again, "stages").get(0)).isEqualTo(stages.get(0));
    assertThat(folder.resolve("stages/language-model/model.kindling")).hasBinaryContent(language);
    Files.delete(folder.resolve("stages/classifier/run.json"));
    assertThat(run(stages("--resume", "auto", set("stages.language-model.train.epochs=1"))).out())
        .contains("train.epochs is 4 there and 1 here");
  }

  @Test
  @Order(16)
  void plansEveryStageBeforeTheFirstBegins() {
    Printed plan = run("train", "--run", path("planned"), "--dry-run", set(STAGES));
    Printed refused =
        run(
            "train",
            "--run",
            path("planned"),
            set(STAGES),
            set("stages.language-model.data.path=" + path("split-at-spaces")));

    assertThat(plan.out())
        .contains("Stage language-model in " + path("planned/language-model"))
        .contains("Stage classifier in " + path("planned/classifier"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).contains("Stages need datasets of the same tokenizer rules");
    assertThat(folder.resolve("planned")).doesNotExist();
  }

  @Test
  @Order(17)
  void aBackwardModelReadsBackwardWhereverItIsOpened() {
    Map<String, Object> trained =
        done(
            "train",
            "--run",
            path("backward"),
            set(STAGES),
            set("model.direction=backward"),
            set("train.epochs=4"),
            set("train.label-smoothing=0"));
    String language = path("backward/language-model/model.kindling");
    List<?> texts = (List<?>) done("generate", "--model", language, "--prompt", ".").get("texts");

    assertThat(number(done("evaluate", "--model", language), "perplexity"))
        .isCloseTo(number(listOf(trained, "stages").get(0), "perplexity"), within());
    assertThat(texts.get(0).toString()).startsWith("xxbos ");
    assertThat(texts.get(0).toString().split(" ")).endsWith(".");
    assertThat(
            run("train", "--run", path("no"), set(CLASSIFIER), set("model.start=" + language))
                .out())
        .contains("model.start reads backward, model.direction is forward");
  }

  @Test
  @Order(18)
  void aForwardAndABackwardModelAreAskedTogether() throws IOException {
    String forward = path("stages/classifier/model.kindling");
    String backward = path("backward/classifier/model.kindling");

    Map<String, Object> together = done("evaluate", "--model", forward, "--model", backward);
    Map<String, Object> predicted =
        done(
            "predict",
            "--model",
            forward,
            "--model",
            backward,
            "--source",
            path("reviews/valid"),
            "--output",
            path("together"));

    List<Map<String, Object>> members = listOf(together, "members");
    assertThat(members).extracting("model").containsExactly(forward, backward);
    assertThat(number(members.get(0), "accuracy"))
        .isCloseTo(number(done("evaluate", "--model", forward), "accuracy"), within());
    assertThat(number(members.get(1), "loss"))
        .isCloseTo(number(done("evaluate", "--model", backward), "loss"), within());
    assertThat(number(together, "loss")) // the logarithm is concave
        .isLessThanOrEqualTo(
            (number(members.get(0), "loss") + number(members.get(1), "loss")) / 2 + 1e-6);
    assertThat(predicted).containsEntry("items", 17);
    assertThat(shareRight("together")).isCloseTo(number(together, "accuracy"), within());
    assertThat(run("evaluate", "--model", forward, "--model", path("lm/model.kindling")).out())
        .contains("is a language model, which tells no categories apart");
  }

  private static String[] stages(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                "--run",
                path("stages"),
                set(STAGES),
                set("train.epochs=2"),
                set("train.checkpoint.keep=9"),
                set("train.label-smoothing=0"),
                set("stages.language-model.train.epochs=4")));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** As if it had been killed in its third epoch. */
  private static void deleteCheckpoints(String name) throws IOException {
    try (var files = Files.list(folder.resolve(name))) {
      for (Path file : files.toList()) {
        if (!file.toString().contains("epoch-000002")) {
          Files.delete(file);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> listOf(Map<String, Object> result, String field) {
    return (List<Map<String, Object>>) result.getOrDefault(field, List.of());
  }

  private static String[] with(String[] arguments, String more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private static String set(String setting) {
    return "--set=" + setting;
  }

  private static double number(Map<String, Object> result, String field) {
    return ((Number) result.get(field)).doubleValue();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-5);
  }

  private record Printed(int code, String out) {}

  private static Map<String, Object> done(String... arguments) {
    Printed printed = run(arguments);
    assertThat(printed.code()).as(printed.out()).isZero();
    String[] lines = printed.out().strip().split("\n");
    return json(lines[lines.length - 1]);
  }

  private static Printed run(String... arguments) {
    List<String> all = new ArrayList<>();
    all.add(arguments[0]);
    all.add("--json");
    if (!List.of(arguments).contains("--path")) {
      all.add(set("data.path=" + path("dataset")));
    }
    TINY.forEach(setting -> all.add(set(setting)));
    all.addAll(List.of(arguments).subList(1, arguments.length));
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
}
