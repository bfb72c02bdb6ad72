package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.SparkFixture;
import dev.kindling.jobs.run.JsonFormat;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From labels that are several or numbers to predictions. */
class TargetsEndToEndTest {
  private static final int ITEMS = 8;

  @TempDir private Path folder;

  @Test
  void learnsSeveralLabelsOfAnItem() throws IOException {
    SparkFixture.session();
    StringBuilder csv = new StringBuilder("key,label\n");
    for (String split : List.of("train", "valid")) {
      for (int i = 0; i < ITEMS; i++) {
        String key = "%s/%d.png".formatted(split, i);
        picture(key, new Color(i % 2 * 220 + i, 10, i / 2 % 2 * 220 + i));
        csv.append(key).append(i % 2 == 1 ? ",red" : ",").append(i / 2 % 2 == 1 ? " blue\n" : "\n");
      }
    }
    Files.writeString(folder.resolve("labels.csv"), csv);

    Map<String, Object> prepared =
        done(
            "prepare",
            "--source=" + folder.resolve("photos"),
            "--set=data.label.by=csv",
            "--set=data.label.file=" + folder.resolve("labels.csv"),
            "--set=data.label.type=multi",
            "--set=data.label.blank=keep");
    Map<String, Object> trained = done("train", "--set=model.threshold=0.4");
    Map<String, Object> evaluated = done("evaluate");
    predict();

    assertThat(prepared)
        .containsEntry("labels", 2)
        .containsEntry("label-type", "multi")
        .containsEntry("bare", Map.of("train", 2, "valid", 2));
    assertThat((Double) evaluated.get("f1")).isBetween(0.0, 1.0);
    assertThat(evaluated.get("f1")).isEqualTo(trained.get("f1"));
    assertThat((Double) evaluated.get("accuracy-multi")).isBetween(0.0, 1.0);
    for (Map<?, ?> line : predictions()) {
      Map<?, ?> probabilities = (Map<?, ?>) line.get("probabilities");
      assertThat(probabilities.keySet()).isEqualTo(java.util.Set.of("blue", "red"));
      List<Object> told = new ArrayList<>();
      for (String label : List.of("blue", "red")) {
        if ((Double) probabilities.get(label) >= 0.4) {
          told.add(label);
        }
      }
      assertThat(line.get("prediction")).isEqualTo(told);
    }
    assertThat(report()).contains("Labels of valid").doesNotContain("Confusion matrix");
  }

  @Test
  void learnsANumberOfAnItem() throws IOException {
    SparkFixture.session();
    for (String split : List.of("train", "valid")) {
      for (int i = 0; i < ITEMS; i++) {
        picture("%s/%d.png".formatted(split, i), new Color(30 * i, 30 * i, 30 * i));
        Files.writeString(
            folder.resolve("photos/%s/%d.txt".formatted(split, i)), 1000 + 100 * i + "\n");
      }
    }

    Map<String, Object> prepared =
        done(
            "prepare",
            "--source=" + folder.resolve("photos"),
            "--set=data.label.by=companion",
            "--set=data.label.type=number");
    Map<String, Object> trained = done("train");
    Map<String, Object> evaluated = done("evaluate");
    predict();

    Map<?, ?> train = (Map<?, ?>) ((Map<?, ?>) prepared.get("numbers")).get("train");
    assertThat(train.get("mean")).isEqualTo(1350.0);
    assertThat((Double) evaluated.get("mean-absolute-error")).isBetween(0.0, 2000.0);
    assertThat(evaluated.get("mean-absolute-error")).isEqualTo(trained.get("mean-absolute-error"));
    double root = (Double) evaluated.get("root-mean-squared-error");
    double variance = 52500; // of 0, 100, … 700
    assertThat((Double) evaluated.get("r2"))
        .isCloseTo(1 - root * root / variance, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(predictions())
        .allSatisfy(line -> assertThat(line.get("prediction")).isInstanceOf(Double.class))
        .allSatisfy(line -> assertThat(line.containsKey("probabilities")).isFalse());
    assertThat(report()).contains("Numbers of valid").doesNotContain("Confusion matrix");
  }

  private void predict() {
    done(
        "predict",
        "--source=" + folder.resolve("photos/valid"),
        "--output=" + folder.resolve("predictions"));
  }

  private List<Map<?, ?>> predictions() throws IOException {
    List<Map<?, ?>> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("predictions"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JsonFormat.read(line, Map.class));
        }
      }
    }
    assertThat(lines).hasSize(ITEMS);
    return lines;
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("run/report.html"));
  }

  private Map<String, Object> done(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--json",
            "--set=data.path=" + folder.resolve("prepared"),
            "--set=run.path=" + folder.resolve("run"),
            "--set=model.architecture=xresnet-tiny",
            "--set=data.size=28",
            "--set=augment.preset=none",
            "--set=train.epochs=1",
            "--set=train.batch-size=4"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = Kindling.run(new PrintStream(out, true, UTF_8), all.toArray(String[]::new));
    String[] lines = out.toString(UTF_8).strip().split("\n");
    assertThat(code).as(out.toString(UTF_8)).isZero();
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> json = JsonFormat.read(lines[lines.length - 1], Map.class);
      return json;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void picture(String key, Color color) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, 28, 28);
    graphics.dispose();
    Path file = folder.resolve("photos").resolve(key);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
