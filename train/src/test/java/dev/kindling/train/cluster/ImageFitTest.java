package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.augment.Augmentations;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.Learner;
import dev.kindling.train.Run;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.model.XResNet;
import dev.kindling.train.optim.FitSchedule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from pictures to an archive and back, with a small xresnet. */
@Tag("spark")
class ImageFitTest {
  private static final List<String> CLASSES = List.of("dark", "light", "red");

  @TempDir static Path directory;
  private static PreparedDataset dataset;

  @BeforeAll
  static void prepare() throws IOException {
    Path pictures = directory.resolve("pictures");
    for (int i = 0; i < 60; i++) {
      String split = i < 45 ? "train" : "val";
      Path folder = pictures.resolve(split).resolve(CLASSES.get(i % 3));
      Files.createDirectories(folder);
      Files.write(folder.resolve(i + ".png"), picture(i));
    }
    dataset =
        Scan.images(SparkFixture.session(), pictures.toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder("train", "val"))
            .process(Images.decode(), Targets.categories())
            .write(directory.resolve("table").toString());
  }

  private static byte[] picture(int i) {
    RandomGenerator random = new Seed(i).random("picture", 0);
    byte[] pixels = new byte[40 * 40 * 3];
    for (int p = 0; p < pixels.length; p++) {
      int base = i % 3 == 0 ? 40 : i % 3 == 1 ? 200 : p % 3 == 0 ? 200 : 40;
      pixels[p] = (byte) (base + random.nextInt(40));
    }
    return ImageEncoder.png(Image.of(pixels, 40, 40));
  }

  private Run fit(Strategy strategy) {
    return Learner.of(new XResNet(XResNet.Variant.XRESNET_TINY, 3, 3))
        .imageSize(32)
        .batchSize(8)
        .epochs(2)
        .schedule(FitSchedule.oneCycle(1e-2))
        .on(strategy)
        .augment(Augmentations.light())
        .fit(dataset);
  }

  @Test
  void oneLogicalWorkerIsPlainTrainingBitForBit() {
    assertThat(fit(Strategy.parameterAveraging(1, 2)).parametersSha256())
        .isEqualTo(fit(Strategy.singleNode()).parametersSha256());
  }

  @Test
  void partitionsDoNotChangeABit() {
    Strategy.ParameterAveraging three = Strategy.parameterAveraging(3, 1).partitions(1);

    assertThat(fit(three.partitions(7)).parametersSha256())
        .isEqualTo(fit(three).parametersSha256());
  }

  @Test
  void theArchiveGivesTheFiguresOfTheRunAndPredictsEveryItem() throws IOException {
    Run run = fit(Strategy.parameterAveraging(2, 2));
    Path file = directory.resolve("model.kindling");
    run.archive(Map.of("a", "b"), "test", Instant.EPOCH).write(file);
    DeployedModel model = DeployedModel.of(ModelArchive.read(file), EngineChoice.ANY);

    Evaluation evaluation =
        model.evaluate(
            dataset, Split.VALID, Scoring.of(TargetSpec.category(), model.vocab(), 0, 5), 7, 3);
    assertThat(evaluation.examples()).isEqualTo(15);
    assertThat(evaluation.metric("accuracy")).isEqualTo(run.metrics().get("accuracy"));
    assertThat(evaluation.metric("loss"))
        .isCloseTo(run.metrics().get("loss"), org.assertj.core.data.Offset.offset(1e-5));
    assertThat(evaluation.topLosses()).hasSize(5);

    List<Row> predictions = model.predict(items(), DecodeLimits.DEFAULT, 2).collectAsList();
    assertThat(predictions).hasSize(4);
    assertThat(predictions)
        .filteredOn(row -> row.isNullAt(4))
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrder("good", "also");
    assertThat(predictions)
        .filteredOn(row -> !row.isNullAt(4))
        .extracting(row -> row.getString(0) + " " + row.getString(4))
        .containsExactlyInAnyOrder("text not-an-image", "none unreadable");
  }

  private static Dataset<Row> items() {
    StructType schema =
        new StructType().add("key", DataTypes.StringType).add("content", DataTypes.BinaryType);
    return SparkFixture.session()
        .createDataFrame(
            List.of(
                RowFactory.create("good", picture(0)),
                RowFactory.create("text", "no image".getBytes(StandardCharsets.UTF_8)),
                RowFactory.create("none", null),
                RowFactory.create("also", picture(1))),
            schema);
  }
}
