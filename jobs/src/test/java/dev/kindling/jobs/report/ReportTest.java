package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.image.ImageQuality;
import dev.kindling.datablock.quality.ItemQuality;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.quality.QualityTally;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.run.History;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.run.RunRecord;
import dev.kindling.jobs.run.TargetFindings;
import dev.kindling.jobs.run.TextFindings;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.evaluate.LabelScore;
import dev.kindling.train.evaluate.NumberPair;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final RoundCosts COSTS =
      new RoundCosts(0.2, 1, 0.1, 0.15, 0.05, 400, 400, 200, 30, 0.25);

  private static final String HOSTILE = "<img src=x onerror=alert(1)>\n\"'&\u202e.png";
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

  @TempDir private Path folder;
  private RunDirectory run;

  @BeforeEach
  void writeARun() {
    run = new RunDirectory(folder);
    run.write(
        run.record(),
        JsonFormat.pretty(
            new RunRecord(
                Map.of("train.epochs", "2", "data.source", HOSTILE),
                Map.of("dataset", HOSTILE, "java", "17"),
                Map.of(
                    "verb",
                    "train",
                    "run",
                    HOSTILE,
                    "accuracy",
                    0.75,
                    "rounds",
                    2,
                    "wall-time",
                    Map.of("engine", 0.815, "input", 0.1, HOSTILE, 0.085)))));
    run.append(new History.Round("round", 0, 0, 0.5, 32, 2.1, 1e-3, 0.95, 1.5, 1000, COSTS));
    run.append(new History.Round("round", 1, 1, 1.0, 32, Double.NaN, 1e-3, 0.95, 1.5, 1000, COSTS));
    run.append(
        new History.Epoch("epoch", 0, Map.of("loss", 2.1), Map.of("loss", 1.9, "accuracy", .5), 3));
    run.write(
        run.findings(),
        JsonFormat.pretty(
            new Findings(
                List.of(new Findings.Picture(PIXEL, HOSTILE)),
                Map.of("train", Map.of(HOSTILE, 3L, "b", 1L), "valid", Map.of("b", 1L)),
                List.of(HOSTILE, "b"),
                List.of(List.of(1L, 0L), List.of(0L, 0L)),
                new TargetFindings(
                    List.of(new LabelScore(3, 1, 2), new LabelScore(0, 0, 4)),
                    List.of(new NumberPair(HOSTILE, 1, 2), new NumberPair("b", 3, Double.NaN))),
                List.of(new Findings.TopLoss(HOSTILE, HOSTILE, "b", 0.9, 3.2, PIXEL)),
                List.of(new Findings.Quarantined(HOSTILE, "truncated", HOSTILE, "")),
                List.of(List.of(HOSTILE, "b.png")),
                List.of(
                    new Findings.SchedulePoint(0, 1e-3, .95),
                    new Findings.SchedulePoint(1, 1e-2, .85)),
                new Findings.Variations(
                    List.of(new Findings.Picture(PIXEL, HOSTILE)),
                    List.of(new Findings.Picture(PIXEL, "Rotate: 30°")),
                    List.of(new Findings.Picture(PIXEL, "70 % " + HOSTILE))),
                new TextFindings(
                    List.of(
                        new TextFindings.SplitFigures("train", 3, 12_345, 67_890, .0123, 40, 99)),
                    List.of(new TextFindings.TokenCount(HOSTILE, 77)),
                    List.of("xxbos " + HOSTILE),
                    List.of(new TextFindings.WorstText(HOSTILE, "neg", "pos", .98, 4.25, HOSTILE)),
                    List.of(new TextFindings.MovedWord("film", 1.5))),
                measured())));
  }

  private static QualityFacts measured() {
    QualityTally tally = new QualityTally();
    ImageQuality look = new ImageQuality(0.25, 0.125, 0.0625, 0.5);
    tally.add("train", new ItemQuality(1600, 900, 123_456, "jpeg", look));
    tally.add("valid", new ItemQuality(900, 1600, 123_456, "png", look));
    return tally.facts();
  }

  @Test
  void showsWhatWasMeasuredOfImages() {
    assertThat(Report.of(run).html().replaceAll("<[^>]*>", "|").replaceAll("[|\\s]+", " "))
        .contains("width (pixels) train 1,600 1,600 1,600 1,600 1,600 valid 900 900 900 900 900")
        .contains("aspect (width / height) train 1.78")
        .contains("brightness (0 black, 1 white) train 0.250")
        .contains("format train valid jpeg 1 0 png 0 1");
  }

  @Test
  void showsHowLabelsAndNumbersWereTold() {
    assertThat(Report.of(run).html().replaceAll("<[^>]*>", "|").replaceAll("[|\\s]+", " "))
        .contains("5 4 3 75.0 % 60.0 %")
        .contains("b 4 0 0 – 0.0 %")
        .contains("1 items of valid: on the line");
  }

  @Test
  void showsTextsWithTheirFigures() {
    assertThat(Report.of(run).html().replaceAll("<[^>]*>", "|").replaceAll("[|\\s]+", " "))
        .contains("train 3 12,345 67,890 1.23 % 40 99")
        .contains("What the model writes xxbos")
        .contains("4.250 neg pos 98 %")
        .contains("film 1.500");
  }

  @Test
  void showsWhereTheTimeWentTheLargestShareFirst() {
    assertThat(Report.of(run).html().replaceAll("<[^>]*>", "|"))
        .containsPattern("(?s)Where the time went.*engine.*81.5 %.*input.*10.0 %.*8.5 %");
  }

  @Test
  void escapesEverythingThatComesFromData() {
    String html = Report.of(run).html();

    assertThat(html)
        .doesNotContain("<img src=x")
        .doesNotContain("\u202e")
        .doesNotContain("<script");
    assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
  }

  @Test
  void fetchesNothingFromOutside() {
    String html = Report.of(run).html();

    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("url(");
    assertThat(html).contains("default-src &#39;none&#39;");
  }

  @Test
  void hasASectionForEverythingThatWasFound() {
    String html = Report.of(run).html();

    assertThat(html)
        .contains("<h2>Training</h2>")
        .contains("<h2>Learning rate and momentum</h2>")
        .contains("<h2>Confusion matrix</h2>")
        .contains("<h2>Top losses</h2>")
        .contains("<h2>Quarantine</h2>")
        .contains("<h2>Duplicates</h2>")
        .contains("<h2>Augmentation</h2>")
        .contains("Rotate: 30°")
        .contains("75.0 %");
  }

  @Test
  void readsWhatWasWrittenBeforeItShowedAugmentation() {
    run.write(
        run.findings(),
        "{\"sample-batch\":[],\"label-counts\":{},\"classes\":[],\"confusion\":[],"
            + "\"top-losses\":[],\"quarantine\":[],\"duplicates\":[],\"schedule\":[]}");

    assertThat(Report.of(run).html())
        .contains("<h2>Training</h2>")
        .doesNotContain("<h2>Augmentation</h2>")
        .doesNotContain("<h2>Quality of the images</h2>");
  }

  @Test
  void showsWhatAveragingCost() {
    assertThat(Report.of(run).html())
        .contains("<h2>Averaging</h2>")
        .contains("0.200 s")
        .contains("13.3 %")
        .contains("0.25");
  }

  @Test
  void readsRoundsOfBeforeCostsWereKept() {
    run.write(
        run.history(),
        "{\"event\":\"round\",\"round\":0,\"epoch\":0,\"position\":1.0,\"examples\":32,\"loss\":2.1,"
            + "\"rate\":0.001,\"momentum\":0.95,\"seconds\":1.5,\"bytes\":1000}\n");

    assertThat(run.readHistory().rounds().get(0).costs()).isEqualTo(RoundCosts.NONE);
    assertThat(Report.of(run).html()).doesNotContain("<h2>Averaging</h2>");
  }

  @Test
  void showsTheLastOfARoundThatWasDoneTwice() {
    run.append(new History.Round("round", 1, 1, 1.0, 32, 1.25, 1e-3, 0.95, 1.5, 1000, COSTS));

    assertThat(run.readHistory().rounds()).hasSize(2);
    assertThat(run.readHistory().rounds().get(1).loss()).isEqualTo(1.25);
  }
}
