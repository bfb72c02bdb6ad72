package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTableTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final SplitNames PARTS = SplitNames.of("t", "v");
  private static final String CSV =
      """
      path,label,part
      train/a/0.png,a,t
      ./train/b/0.png,b,t
      valid/a/0.png,a,v
      """;

  @TempDir Path source;
  @TempDir Path target;

  @Test
  void readsTheFilesThatACsvNames() throws Exception {
    folder()
        .classes(1)
        .text(
            "labels.csv",
            CSV
                + source.resolve("valid/b/0.png").toUri()
                + ",b,v\n"
                + source.resolve("valid/b/0.png")
                + "/../../a/0.png,a,v\n"
                + "gone.png,a,t\n"
                + " ,a,t\n"
                + "../outside.png,a,t\n"
                + "/etc/hostname,a,t\n"
                + "s3a://elsewhere/1.png,a,t\n"
                + "two,fields\n"
                + "train/c/0.png,b,t\n"
                + "train/c/0.png,,t\n");

    PreparedDataset dataset =
        prepared(Table.at(source + "/labels.csv"), ImageColumns.paths("path"));

    assertThat(described(dataset))
        .containsExactly(
            "train/a/0.png a train",
            "train/b/0.png b train",
            "valid/a/0.png a valid",
            "valid/b/0.png b valid");
    assertThat((byte[]) dataset.rows().where("key = 'valid/b/0.png'").head().getAs("content"))
        .isEqualTo(Files.readAllBytes(source.resolve("valid/b/0.png")));
    assertThat(dataset.manifest().quarantined())
        .isEqualTo(
            Map.of(
                "unreadable", 1L,
                "no-path", 1L,
                "outside-root", 3L,
                "malformed-row", 1L,
                "duplicate-key", 3L));
    assertThat(dataset.manifest().scanned()).isEqualTo(13);
  }

  @Test
  void keepsOneOfRowsThatSayTheSameAndNoneOfThoseThatDoNot() {
    folder()
        .classes(1)
        .png("train/c/0.png", 77)
        .text(
            "labels.csv",
            CSV + "valid/b/0.png,b,v\ntrain/a/0.png,a,t\ntrain/c/0.png,a,t\ntrain/c/0.png,b,t\n");

    PreparedDataset dataset =
        prepared(Table.at(source + "/labels.csv"), ImageColumns.paths("path"));

    assertThat(described(dataset)).hasSize(4).contains("train/a/0.png a train");
    assertThat(
            dataset.quarantine().select("key", "reason", "detail").orderBy("key").collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactly(
            "train/a/0.png#row-2|duplicate-key|2 rows have this key",
            "train/c/0.png|duplicate-key|2 rows have this key",
            "train/c/0.png#row-2|duplicate-key|2 rows have this key");
  }

  @Test
  void findsFilesBelowAnotherRoot() {
    folder().classes(1);
    new ImageFolder(target).text("lists/labels.csv", CSV);

    Items<Images> items =
        Scan.imageTable(
            SPARK,
            Table.at(target + "/lists"),
            ImageColumns.paths("path").below(source.toString()));

    assertThat(items.contents(1 << 20).where("content IS NOT NULL").count()).isEqualTo(3);
  }

  @Test
  void readsImagesFromParquetAndDelta() throws Exception {
    folder().classes(1).text("bad.png", "no image");
    Dataset<Row> rows = rows();
    rows.repartition(3).write().parquet(target.resolve("parquet").toString());
    rows.coalesce(1).write().format("delta").save(target.resolve("delta").toString());
    ImageColumns columns = ImageColumns.contents("bytes").key("name").label("label").split("part");

    PreparedDataset parquet = prepared(Table.at(target + "/parquet"), columns);
    List<String> delta = scanned(Scan.imageTable(SPARK, Table.at(target + "/delta"), columns));

    assertThat(described(parquet))
        .containsExactly("1 a train", "2 b train", "3 a valid", "größe b valid");
    assertThat(parquet.manifest().quarantined())
        .isEqualTo(
            Map.of(
                "no-content", 1L,
                "not-an-image", 1L,
                "malformed-row", 2L,
                "duplicate-key", 1L,
                "no-label", 1L));
    assertThat(delta)
        .isEqualTo(scanned(Scan.imageTable(SPARK, Table.at(target + "/parquet"), columns)));
    assertThat(parquet.manifest().scanned()).isEqualTo(10);
  }

  @Test
  void makesKeysOfTheContentWhereThereAreNone() {
    folder().classes(1).text("bad.png", "");
    rows().repartition(2).write().parquet(target.resolve("parquet").toString());

    Items<Images> items =
        Scan.imageTable(SPARK, Table.at(target + "/parquet"), ImageColumns.contents("bytes"));

    assertThat(items.rows().select("key").distinct().count()).isEqualTo(10);
    assertThat(items.rows().where("fault IS NULL").select("key").collectAsList())
        .allMatch(row -> row.getString(0).matches("[0-9a-f]{32}(-\\d)?"));
  }

  @Test
  void readsADatabase() throws Exception {
    folder().classes(1);
    String url = "jdbc:h2:mem:photos;DB_CLOSE_DELAY=-1";
    fill(url + ";USER=sa;PASSWORD=geheim");
    ImageColumns contents = ImageColumns.contents("BYTES").key("ID").label("LABEL").split("PART");
    ImageColumns paths =
        ImageColumns.paths("PATH").below(source.toString()).label("LABEL").split("PART");

    PreparedDataset all = prepared(Table.jdbc(url, "PHOTOS").as("sa", "geheim"), contents);
    Table.Jdbc inRanges = Table.jdbc(url, "PHOTOS").as("sa", "geheim").inRangesOf("ID");
    Table.Jdbc some =
        Table.query(url + ";USER=sa;PASSWORD=geheim", "SELECT * FROM PHOTOS WHERE ID < 5");

    assertThat(described(all)).containsExactly("1 a train", "2 b train", "3 a valid", "4 b valid");
    assertThat(all.manifest().quarantined()).isEqualTo(Map.of("no-content", 1L));
    assertThat(all.manifest().toJson()).doesNotContain("geheim");
    assertThat(scanned(Scan.imageTable(SPARK, inRanges, paths)))
        .containsExactly(
            "no-path|bad|no-path|false|a|t",
            "train/a/0.png|document|null|true|a|t",
            "train/b/0.png|document|null|true|b|t",
            "valid/a/0.png|document|null|true|a|v",
            "valid/b/0.png|document|null|true|b|v");
    assertThat(scanned(Scan.imageTable(SPARK, some, contents)))
        .containsExactly(
            "1|document|null|true|a|t",
            "2|document|null|true|b|t",
            "3|document|null|true|a|v",
            "4|document|null|true|b|v");
    assertThat(some.toString()).contains("PASSWORD=*").doesNotContain("geheim");
    assertThat(
            Scan.textTable(
                    SPARK, Table.jdbc(url, "PHOTOS").as("sa", "geheim"), TextColumns.text("LABEL"))
                .rows()
                .count())
        .isEqualTo(5);
  }

  @Test
  void saysWhatIsWrongWithADatabaseWithoutItsPassword() throws Exception {
    fill("jdbc:h2:mem:shut;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=geheim");
    Table.Jdbc table = Table.jdbc("jdbc:h2:mem:shut", "NOTHING").as("sa", "geheim");

    assertThatThrownBy(() -> Scan.imageTable(SPARK, table, ImageColumns.contents("BYTES")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("NOTHING of jdbc:h2:mem:shut")
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(
            () ->
                Scan.imageTable(
                    SPARK,
                    Table.jdbc("jdbc:none://h?password=geheim", "t"),
                    ImageColumns.contents("BYTES")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("put the driver's jar on the class path")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void refusesColumnsThatDoNotFit() {
    folder().classes(1).text("labels.csv", CSV).text("bad.png", "");
    rows().write().parquet(target.resolve("parquet").toString());

    assertThatThrownBy(() -> scan("/labels.csv", ImageColumns.contents("path")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("is CSV, which holds no images");
    assertThatThrownBy(() -> scan("/labels.csv", ImageColumns.paths("file")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("it has no column \"file\"");
    assertThatThrownBy(
            () ->
                Scan.imageTable(
                    SPARK, Table.at(target + "/parquet"), ImageColumns.contents("label")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("holds string, no bytes");
  }

  private Items<Images> scan(String table, ImageColumns columns) {
    return Scan.imageTable(SPARK, Table.at(source + table), columns);
  }

  private PreparedDataset prepared(Table table, ImageColumns columns) {
    ImageColumns all = columns.label().isPresent() ? columns : columns.label("label").split("part");
    return Scan.imageTable(SPARK, table, all)
        .label(Labeler.column())
        .split(Splitter.byColumn(PARTS))
        .process(Images.decode(), Targets.categories())
        .maxQuarantined(1)
        .write(target.resolve("prepared").toString());
  }

  private Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(RowFactory.create("1", bytes("train/a/0.png"), "a", "t"));
    rows.add(RowFactory.create("2", bytes("train/b/0.png"), "b", "t"));
    rows.add(RowFactory.create("3", bytes("valid/a/0.png"), "a", "v"));
    rows.add(RowFactory.create("3", bytes("valid/a/0.png"), "a", "v"));
    rows.add(RowFactory.create("gro\u0308\u00dfe", bytes("valid/b/0.png"), "b", "v"));
    rows.add(RowFactory.create("5", null, "a", "t"));
    rows.add(RowFactory.create("6", bytes("bad.png"), "a", "t"));
    rows.add(RowFactory.create(null, bytes("valid/b/0.png"), "a", "t"));
    rows.add(RowFactory.create(" ", bytes("valid/b/0.png"), "a", "t"));
    rows.add(RowFactory.create("7", bytes("valid/b/0.png"), null, "t"));
    return SPARK.createDataFrame(
        rows, StructType.fromDDL("name STRING, bytes BINARY, label STRING, part STRING"));
  }

  private void fill(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE PHOTOS (ID INT, PATH VARCHAR, BYTES BLOB, LABEL VARCHAR, PART VARCHAR)");
      if (!Files.exists(source.resolve("train"))) {
        return;
      }
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO PHOTOS VALUES (?, ?, ?, ?, ?)")) {
        int id = 1;
        for (String key :
            List.of("train/a/0.png", "train/b/0.png", "valid/a/0.png", "valid/b/0.png")) {
          insert.setInt(1, id++);
          insert.setString(2, key);
          insert.setBytes(3, bytes(key));
          insert.setString(4, key.substring(6, 7));
          insert.setString(5, key.substring(0, 1));
          insert.execute();
        }
      }
      statement.execute("INSERT INTO PHOTOS VALUES (5, NULL, NULL, 'a', 't')");
    }
  }

  private byte[] bytes(String key) {
    try {
      return Files.readAllBytes(source.resolve(key));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ImageFolder folder() {
    return new ImageFolder(source);
  }

  private static List<String> scanned(Items<Images> items) {
    return items
        .rows()
        .selectExpr(
            "key",
            "fate",
            "fault",
            "content IS NOT NULL OR location IS NOT NULL",
            "given_label",
            "given_split")
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }

  private static List<String> described(PreparedDataset dataset) {
    return dataset.rows().orderBy("key").select("key", "label", "split").collectAsList().stream()
        .map(row -> row.mkString(" "))
        .toList();
  }
}
