package dev.kindling.datablock.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.image.ImageQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutliersTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void findsThePlantedOnesInAnyPartitions(int partitions) {
    Map<Extreme, List<Outlier>> found = Outliers.of(rows(partitions), 2).found();

    assertThat(found).hasSize(Extreme.values().length);
    assertThat(found.get(Extreme.DARKEST))
        .containsExactly(
            new Outlier("dark", "valid", 0.01), new Outlier("ordinary-100", "train", 0.41));
    assertThat(first(found, Extreme.BRIGHTEST)).isEqualTo("bright");
    assertThat(first(found, Extreme.FLATTEST)).isEqualTo("flat");
    assertThat(first(found, Extreme.BLURRIEST)).isEqualTo("blurred");
    assertThat(first(found, Extreme.SHARPEST)).isEqualTo("noise");
    assertThat(first(found, Extreme.LEAST_COLOURFUL)).isEqualTo("grey");
    assertThat(first(found, Extreme.MOST_COLOURFUL)).isEqualTo("bunting");
    assertThat(first(found, Extreme.WIDEST)).isEqualTo("panorama");
    assertThat(first(found, Extreme.TALLEST)).isEqualTo("tower");
    assertThat(first(found, Extreme.SMALLEST)).isEqualTo("icon");
    assertThat(first(found, Extreme.FEWEST_BYTES)).isEqualTo("icon");
    assertThat(found.get(Extreme.MOST_BYTES))
        .as("the others are all as large")
        .containsExactly(new Outlier("heavy", "train", 9_000_000));
  }

  @Test
  void ofNoneHasNone() {
    assertThat(new Outliers(3).found()).isEmpty();
    assertThatThrownBy(() -> new Outliers(0)).hasMessageContaining("at least 1");
  }

  @Test
  void whatMoreThanAFewShareIsNoOutlier() {
    Outliers outliers = new Outliers(2);
    for (String key : List.of("a", "b", "c")) {
      outliers.add(key, "train", new ItemQuality(64, 64, 100, "png", look(0.5)));
    }
    outliers.add("d", "train", new ItemQuality(64, 64, 100, "png", look(0.1)));

    assertThat(outliers.found())
        .isEqualTo(Map.of(Extreme.DARKEST, List.of(new Outlier("d", "train", 0.1))));
  }

  private static ImageQuality look(double brightness) {
    return new ImageQuality(brightness, 0.2, 0.1, 0.1);
  }

  private static String first(Map<Extreme, List<Outlier>> found, Extreme extreme) {
    return found.get(extreme).get(0).key();
  }

  private static Dataset<Row> rows(int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      rows.add(row("ordinary-" + i, 300, 200, 5_000, 0.41 + 0.001 * (i - 100), 0.2, 0.1, 0.15));
    }
    rows.add(RowFactory.create("dark", "valid", quality(300, 200, 5_000, 0.01, 0.2, 0.1, 0.15)));
    rows.add(row("bright", 300, 200, 5_000, 0.99, 0.2, 0.1, 0.15));
    rows.add(row("flat", 300, 200, 5_000, 0.5, 0.001, 0.1, 0.15));
    rows.add(row("blurred", 300, 200, 5_000, 0.5, 0.2, 0.001, 0.15));
    rows.add(row("noise", 300, 200, 5_000, 0.5, 0.2, 1.5, 0.15));
    rows.add(row("grey", 300, 200, 5_000, 0.5, 0.2, 0.1, 0));
    rows.add(row("bunting", 300, 200, 5_000, 0.5, 0.2, 0.1, 0.9));
    rows.add(row("panorama", 3000, 200, 5_000, 0.5, 0.2, 0.1, 0.15));
    rows.add(row("tower", 200, 3000, 5_000, 0.5, 0.2, 0.1, 0.15));
    rows.add(row("icon", 16, 16, 90, 0.5, 0.2, 0.1, 0.15));
    rows.add(row("heavy", 300, 200, 9_000_000, 0.5, 0.2, 0.1, 0.15));
    StructType schema =
        StructType.fromDDL("key STRING, split STRING").add("quality", ItemQuality.SCHEMA);
    return SPARK.createDataFrame(rows, schema).repartition(partitions);
  }

  private static Row row(
      String key,
      int width,
      int height,
      long bytes,
      double brightness,
      double contrast,
      double sharpness,
      double colourfulness) {
    return RowFactory.create(
        key,
        "train",
        quality(width, height, bytes, brightness, contrast, sharpness, colourfulness));
  }

  private static Row quality(
      int width,
      int height,
      long bytes,
      double brightness,
      double contrast,
      double sharpness,
      double colourfulness) {
    ImageQuality look = new ImageQuality(brightness, contrast, sharpness, colourfulness);
    return new ItemQuality(width, height, bytes, "jpeg", look).row();
  }
}
