package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.process.Images;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelAndSplitTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path root;
  @TempDir Path beside;

  @Test
  void labelsByTheFolderThatHoldsTheItem() {
    folder().text("cats/old/1.png", "").text("loose.png", "");

    assertThat(column(items().label(Labeler.parentFolder()).rows(), "label"))
        .containsEntry("cats/old/1.png", "old")
        .containsEntry("loose.png", "-");
  }

  @Test
  void labelsByAPatternInTheKey() {
    folder().text("x/great_dane_1.png", "").text("x/pug_12.png", "").text("x/readme.png", "");

    Labeler dog = Labeler.regex(new KeyPattern("([^/]+)_\\d+"));
    assertThat(column(items().label(dog).rows(), "label"))
        .isEqualTo(
            Map.of("x/great_dane_1.png", "great_dane", "x/pug_12.png", "pug", "x/readme.png", "-"));
  }

  @Test
  void labelsByACsvFileWhateverIsInItsKeys() {
    folder().text("a, \"b\".png", "").text("l\nine.png", "").text("é.png", "").text("none.png", "");
    String csv =
        csv(
            """
            path,label,extra
            "a, ""b"".png",one,1
            "l
            ine.png",two,2
            ./e\u0301.png,three,3
            gone.png,four,4
            ../outside.png,five,5
            /etc/passwd,six,6
            """);

    LabeledItems<Images> labeled = items().label(Labeler.csv(csv, "path", "label"));

    assertThat(column(labeled.rows(), "label"))
        .isEqualTo(
            Map.of("a, \"b\".png", "one", "l\nine.png", "two", "é.png", "three", "none.png", "-"));
  }

  @Test
  void refusesACsvFileThatDoesNotFit() {
    folder().text("a.png", "");

    assertThatThrownBy(
            () -> items().label(Labeler.csv(csv("path,label\na.png,x\n"), "path", "lable")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("no column \"lable\", only [path, label]");
    assertThatThrownBy(
            () -> items().label(Labeler.csv(csv("path,label\nb.png,x\n"), "path", "label")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("None of the 1 labels");
    assertThatThrownBy(() -> items().label(Labeler.csv(beside + "/none.csv", "path", "label")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void staysWithinTheRoot() {
    assertThat(Keys.normalised("a/../b.png")).contains("b.png");
    assertThat(Keys.normalised("a/../../b.png")).isEmpty();
    assertThat(Keys.normalised("/b.png")).isEmpty();
    assertThat(Keys.normalised("..")).isEmpty();
  }

  @Test
  void splitsInTheProportionAskedFor() {
    Splitter.ByHash splitter = new Splitter.ByHash(0.2, 1);
    int valid = 0;
    for (int i = 0; i < 10_000; i++) {
      valid += splitter.of("key " + i) == Split.VALID ? 1 : 0;
    }

    assertThat(valid).isBetween(1_900, 2_100); // more than two standard deviations of 40
  }

  @Test
  void refusesAnEmptySplit() {
    folder().text("train/a/1.png", "").text("val/a/1.png", "");

    assertThatThrownBy(() -> splits(Splitter.byFolder("train", "valid")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("Split valid is empty")
        .hasMessageContaining("train 1, valid 0");
  }

  @Test
  void refusesArgumentsThatMakeNoSplit() {
    assertThatThrownBy(() -> Splitter.byHash(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Splitter.byHash(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Splitter.byFolder("x", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Map<String, String> splits(Splitter splitter) {
    return column(items().label(Labeler.parentFolder()).split(splitter).rows(), "split");
  }

  private Items<Images> items() {
    return Scan.images(SPARK, root.toString());
  }

  private ImageFolder folder() {
    return new ImageFolder(root);
  }

  private String csv(String content) {
    new ImageFolder(beside).text("labels.csv", content);
    return beside.resolve("labels.csv").toString();
  }

  private static Map<String, String> column(Dataset<Row> rows, String name) {
    Map<String, String> values = new HashMap<>();
    for (Row row : rows.select("key", name).collectAsList()) {
      values.put(row.getString(0), row.isNullAt(1) ? "-" : row.getString(1));
    }
    return values;
  }
}
