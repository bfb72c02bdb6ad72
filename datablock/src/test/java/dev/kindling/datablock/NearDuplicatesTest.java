package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.Presize;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.NearDuplicateFacts;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearDuplicatesTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final int SIDE = 160;

  @TempDir Path root;
  @TempDir Path beside;

  /**
   * Ten pictures; 0 leaks to valid, scaled, and 1, encoded badly and under another label; 2 is
   * twice in train.
   */
  @BeforeEach
  void pictures() {
    for (int i = 0; i < 10; i++) {
      String folder = (i < 6 ? "train/" : "valid/") + (i % 2 == 0 ? "a/" : "b/");
      write(folder + i + ".jpg", picture(i), ImageEncoder.FINE);
    }
    write("valid/a/0-small.jpg", new Presize(SIDE / 2).shrink(picture(0)), ImageEncoder.FINE);
    write("valid/a/1-bad.jpg", picture(1), 30);
    write("train/a/2-copy.jpg", picture(2), 60);
  }

  @Test
  void countsThemAndLeavesAllWhereTheyAre() {
    PreparedDataset prepared = prepared(NearDuplicates.REPORT, 2);

    assertThat(prepared.manifest().nearDuplicates())
        .isEqualTo(new NearDuplicateFacts(NearDuplicates.REPORT, 3, 6, 1, 2, 2));
    assertThat(column(prepared, "split"))
        .hasSize(13)
        .containsEntry("valid/a/0-small.jpg", "valid")
        .containsEntry("valid/a/1-bad.jpg", "valid");
    assertThat(column(prepared, "group"))
        .containsEntry("valid/a/0-small.jpg", "train/a/0.jpg")
        .containsEntry("train/a/0.jpg", "train/a/0.jpg")
        .containsEntry("train/a/2-copy.jpg", "train/a/2-copy.jpg")
        .containsEntry("train/a/2.jpg", "train/a/2-copy.jpg")
        .containsEntry("train/b/3.jpg", "-");
  }

  @Test
  void keepsThemTogetherInTrain() {
    PreparedDataset prepared = prepared(NearDuplicates.KEEP_TOGETHER, 3);

    assertThat(prepared.manifest().nearDuplicates())
        .isEqualTo(new NearDuplicateFacts(NearDuplicates.KEEP_TOGETHER, 3, 6, 1, 2, 0));
    assertThat(column(prepared, "split"))
        .hasSize(13)
        .containsEntry("valid/a/0-small.jpg", "train")
        .containsEntry("valid/a/1-bad.jpg", "train")
        .containsEntry("valid/a/6.jpg", "valid");
    assertThat(prepared.manifest().counts()).isEqualTo(Map.of("train", 9L, "valid", 4L));
  }

  @Test
  void dropsAllButTheFirst() {
    PreparedDataset prepared = prepared(NearDuplicates.DROP, 1);

    assertThat(prepared.manifest().nearDuplicates())
        .isEqualTo(new NearDuplicateFacts(NearDuplicates.DROP, 3, 6, 1, 2, 0));
    assertThat(column(prepared, "group"))
        .hasSize(10)
        .containsEntry("train/a/0.jpg", "-")
        .containsKey("train/a/2-copy.jpg")
        .doesNotContainKeys("train/a/2.jpg", "valid/a/0-small.jpg", "valid/a/1-bad.jpg");
    assertThat(prepared.manifest().skipped()).isEqualTo(Map.of("near-duplicate", 3L));
  }

  @Test
  void isTheSameInAnyPartitions() {
    Map<String, String> one = column(prepared(NearDuplicates.KEEP_TOGETHER, 1), "group");

    assertThat(column(prepared(NearDuplicates.KEEP_TOGETHER, 8), "group")).isEqualTo(one);
  }

  private PreparedDataset prepared(NearDuplicates policy, int partitions) {
    return Scan.images(SPARK, root.toString())
        .inPartitions(partitions)
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "valid"))
        .process(Images.decode().nearDuplicates(policy), Targets.categories())
        .write(beside.resolve(policy + "-" + partitions).toString());
  }

  private static Map<String, String> column(PreparedDataset prepared, String name) {
    Map<String, String> values = new TreeMap<>();
    for (Row row : prepared.rows().select("key", name).collectAsList()) {
      values.put(row.getString(0), row.isNullAt(1) ? "-" : row.getString(1));
    }
    return values;
  }

  private void write(String key, Image image, int quality) {
    new ImageFolder(root).bytes(key, ImageEncoder.jpeg(image, quality));
  }

  /** Random soft blobs, others for each number. */
  private static Image picture(int number) {
    RandomGenerator random = new Seed(9).random("picture", number);
    double[] wave = random.doubles(24, -1, 1).toArray();
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      double x = (i / 3 % SIDE) / (double) SIDE;
      double y = (i / 3 / SIDE) / (double) SIDE;
      double level = 127;
      for (int w = 0; w < wave.length; w += 3) {
        level += 40 * wave[w] * Math.cos(20 * (wave[w + 1] * x + wave[w + 2] * y) + w);
      }
      pixels[i] = (byte) Math.max(0, Math.min(255, level));
    }
    return Image.of(pixels, SIDE, SIDE);
  }
}
