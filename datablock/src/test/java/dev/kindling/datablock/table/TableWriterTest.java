package dev.kindling.datablock.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.quality.QualityFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path folder;

  @Test
  void leavesTheVersionBeforeReadableWhenWritingFailsHalfway() {
    String path = folder.resolve("table").toString();
    TableWriter writer = TableWriter.at(SPARK, path);
    writer.write(rows(100), manifest(100));
    Dataset<Row> failing =
        rows(200)
            .withColumn(
                "key",
                when(col("key").equalTo("150"), raise_error(lit("disk full")))
                    .otherwise(col("key")));

    assertThatThrownBy(() -> writer.write(failing, manifest(200)))
        .hasStackTraceContaining("disk full");

    PreparedDataset last = PreparedDataset.open(SPARK, path);
    assertThat(last.version()).isZero();
    assertThat(last.manifest()).isEqualTo(manifest(100));
    assertThat(last.rows().count()).isEqualTo(100);
  }

  @Test
  void passesOverCommitsWithoutManifest() {
    String path = folder.resolve("table").toString();
    TableWriter.at(SPARK, path).write(rows(10), manifest(10));
    rows(3).write().format("delta").mode("append").save(path);

    assertThat(PreparedDataset.open(SPARK, path).version()).isZero();
    assertThat(PreparedDataset.open(SPARK, path).rows().count()).isEqualTo(10);
  }

  @Test
  void saysThatThereIsNoDataset() {
    assertThatThrownBy(() -> PreparedDataset.open(SPARK, folder.resolve("none").toString()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("prepare it first");
  }

  @Test
  void readsItsOwnManifest() {
    assertThat(Manifest.fromJson(manifest(5).toJson())).isEqualTo(manifest(5));
  }

  @Test
  void readsTheManifestOfTheFirstVersionAsOneOfImages() {
    Manifest old = manifest(5);
    String text = old.toJson();
    String json =
        text.replace("\"schemaVersion\":2,\"kind\":\"IMAGE\",", "\"schemaVersion\":1,")
            .replaceAll(",\"text\":\\{.*?\\{\\}\\}", "")
            .replaceAll(",\"target\":\\{.*?\\{\\}\\}", "")
            .replaceAll(",\"quality\":\\{.*?\\{\\}\\}", "");
    assertThat(json).doesNotContain("kind").doesNotContain("rules").doesNotContain("quality");

    Manifest read = Manifest.fromJson(json);

    assertThat(read.kind()).isEqualTo(Kind.IMAGE);
    assertThat(read.text()).isEqualTo(TextFacts.NONE);
    assertThat(read.quality()).isEqualTo(QualityFacts.NONE);
    assertThat(read.quality().measured()).isFalse();
    assertThat(read.target()).isEqualTo(TargetFacts.CATEGORIES);
    assertThat(read.labels()).isEqualTo(old.labels());
  }

  @Test
  void refusesAManifestOfALaterProgram() {
    String later = manifest(5).toJson().replace("\"schemaVersion\":2", "\"schemaVersion\":9");

    assertThatThrownBy(() -> Manifest.fromJson(later))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("schema version 9");
  }

  @Test
  void accountsForEverything() {
    new Accounting(6, 3, Map.of("hidden", 2L), Map.of("empty", 1L)).check();

    assertThatThrownBy(
            () -> new Accounting(7, 3, Map.of("hidden", 2L), Map.of("empty", 1L)).check())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("scanned 7")
        .hasMessageContaining("= 6");
  }

  private static Dataset<Row> rows(int count) {
    return SPARK.range(count).repartition(4).select(col("id").cast("string").as("key"));
  }

  private static Manifest manifest(long items) {
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        Kind.IMAGE,
        "file:///photos",
        Map.of("label", "by \"folder\""),
        42,
        items,
        items,
        0,
        Map.of("train", items),
        Map.of("train", Map.of("a", items)),
        Map.of(),
        Map.of(),
        0,
        0,
        NearDuplicateFacts.NONE,
        Map.of(),
        List.of("a", "ü"),
        TargetFacts.CATEGORIES,
        List.of(0.1, 0.2, 0.3),
        List.of(0.4, 0.5, 0.6),
        QualityFacts.NONE,
        new Manifest.Transforms(0),
        TextFacts.NONE,
        Manifest.NOTHING_QUARANTINED,
        Changes.UNKNOWN,
        Manifest.NO_LEDGER,
        "test",
        "2026-01-01T00:00:00Z");
  }
}
