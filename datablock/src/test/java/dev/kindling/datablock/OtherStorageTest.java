package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.OtherScheme;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on files that are reached through Hadoop. */
class OtherStorageTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path source;

  @BeforeAll
  static void nameTheScheme() {
    SPARK.sparkContext().hadoopConfiguration().set("fs.other.impl", OtherScheme.class.getName());
  }

  @Test
  void makesTheSameOfImagesThroughHadoop() {
    new ImageFolder(source)
        .classes(2)
        .text("train/a/bad name é.png", "no image")
        .text("train/b/notes.txt", "")
        .text(".hidden/1.png", "");

    assertThat(processed(OtherScheme.uri(source)))
        .hasSize(9)
        .isEqualTo(processed(source.toString()));
  }

  @Test
  void readsTablesAndTheirFilesThroughHadoop() {
    new ImageFolder(source)
        .classes(1)
        .text(
            "t.csv",
            "p\ntrain/a/0.png\n%s/valid/a/0.png\n../x.png\n".formatted(OtherScheme.uri(source)));
    ImageColumns columns = ImageColumns.paths("p");

    Items<Images> items =
        Scan.imageTable(SPARK, Table.at(OtherScheme.uri(source.resolve("t.csv"))), columns);

    assertThat(items.contents(1 << 20).where("content IS NOT NULL").count()).isEqualTo(2);
    assertThat(items.rows().where("fault = 'outside-root'").count()).isEqualTo(1);
  }

  private static List<String> processed(String uri) {
    return Scan.images(SPARK, uri)
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "valid"))
        .process(Images.decode(), Targets.categories())
        .rows()
        .selectExpr("key", "label", "split", "sha256", "reason", "width", "hex(content)")
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }
}
