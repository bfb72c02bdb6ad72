package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every labeler and every splitter gives an item the same, however the items lie in partitions, and
 * whoever comes later.
 */
class GrowthTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final int ITEMS = 60;
  private static final int GROWN = 66;
  private static final StructType COLUMNS =
      StructType.fromDDL(
          "key STRING, location STRING, size BIGINT, modified BIGINT, given_label STRING, given_split STRING");
  private static final StructType BEFORE = StructType.fromDDL("key STRING, before STRING");

  @TempDir static Path root;
  @TempDir static Path beside;

  @BeforeAll
  static void writesWhatLabelersAndSplittersRead() throws IOException {
    StringBuilder labels = new StringBuilder("path,label\n");
    List<String> valid = new ArrayList<>();
    for (int item = 0; item < GROWN; item++) {
      new ImageFolder(root).text(key(item).replace(".png", ".txt"), label(item));
      labels.append(key(item)).append(',').append(label(item)).append('\n');
      if (item % 3 == 0) {
        valid.add(key(item));
      }
    }
    Files.writeString(beside.resolve("labels.csv"), labels);
    Files.write(beside.resolve("valid.txt"), valid);
  }

  static Stream<Named<Labeler>> labelers() {
    return Stream.of(
        named("parent-folder", Labeler.parentFolder()),
        named("regex", Labeler.regex(new KeyPattern("/([ab])/"))),
        named("csv", Labeler.csv(beside.resolve("labels.csv").toString(), "path", "label")),
        named("column", Labeler.column()),
        named("companion", Labeler.companion("txt")),
        named("function", Labeler.of("folder", key -> List.of(key.split("/", 3)[1]))),
        named("none", Labeler.none()));
  }

  @ParameterizedTest
  @MethodSource("labelers")
  void labelsAlikeInAnyPartitionsAndWhateverComesLater(Labeler labeler) {
    Map<String, String> expected = new TreeMap<>();
    for (int item = 0; item < ITEMS; item++) {
      expected.put(key(item), labeler instanceof Labeler.None ? null : label(item));
    }

    for (int partitions : new int[] {1, 3, 8}) {
      assertThat(column(items(ITEMS, partitions).label(labeler).rows(), "label"))
          .isEqualTo(expected);
    }
    assertThat(column(items(GROWN, 3).label(labeler).rows(), "label"))
        .hasSize(GROWN)
        .containsAllEntriesOf(expected);
  }

  static Stream<Named<Splitter>> splitters() {
    return Stream.of(
        named("folder", Splitter.byFolder("train", "valid")),
        named("folder, valid drawn", Splitter.byFolder(SplitNames.validFrom("train", 0.3, 7))),
        named("name", Splitter.byName(SplitNames.of("train", "valid"))),
        named("column", Splitter.byColumn(SplitNames.of("train", "valid"))),
        named("random", Splitter.byHash(0.3, 7)),
        named("stratified", Splitter.stratified(0.3, 7)),
        named("k-fold", Splitter.byFold(2, 3, 7)),
        named("group", Splitter.byGroup(new KeyPattern("patient(\\d+)"), 0.3, 7)),
        named("file", Splitter.byList(beside.resolve("valid.txt").toString(), "")));
  }

  @ParameterizedTest
  @MethodSource("splitters")
  void splitsAlikeInAnyPartitionsAndMovesNobodyWhenTheDataGrowByATenth(Splitter splitter) {
    Map<String, String> one = column(split(ITEMS, 1, splitter), "split");

    assertThat(one.values()).containsOnly("train", "valid").contains("train", "valid");
    assertThat(column(split(ITEMS, 3, splitter), "split")).isEqualTo(one);
    assertThat(column(split(ITEMS, 8, splitter), "split")).isEqualTo(one);
    Dataset<Row> grown = split(GROWN, 8, splitter);
    Dataset<Row> again = splitter instanceof Stratified ? goingOn(splitter, grown, one) : grown;
    assertThat(column(again, "split")).hasSizeGreaterThan(one.size()).containsAllEntriesOf(one);
  }

  /** The new ones are of patients that were there, and stand between the others. */
  private static String key(int item) {
    return "%s/%s/patient%d-%d.png".formatted(side(item), label(item), item % 16, item);
  }

  private static String side(int item) {
    return item % 3 == 0 ? "valid" : "train";
  }

  private static String label(int item) {
    return item % 2 == 0 ? "a" : "b";
  }

  private static Items<Images> items(int count, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int item = 0; item < count; item++) {
      rows.add(
          RowFactory.create(
              key(item), root.resolve(key(item)).toString(), 0L, 0L, label(item), side(item)));
    }
    FileTree tree =
        FileTree.of(
            root.toString(), SPARK.sessionState().newHadoopConf(), Selection.of(FileKind.IMAGES));
    Origin origin =
        new Origin(
            SPARK,
            tree,
            root.toString(),
            count,
            Map.of(),
            Map.of(),
            Map.of(),
            0,
            OptionalInt.empty());
    return new Items<>(SPARK.createDataFrame(rows, COLUMNS).repartition(partitions), origin);
  }

  private static Dataset<Row> split(int count, int partitions, Splitter splitter) {
    return items(count, partitions).label(Labeler.parentFolder()).split(splitter).rows();
  }

  /** As preparing again does it. */
  private static Dataset<Row> goingOn(
      Splitter splitter, Dataset<Row> rows, Map<String, String> sides) {
    List<Row> before = new ArrayList<>();
    sides.forEach((key, side) -> before.add(RowFactory.create(key, side)));
    return splitter.keeping(
        rows.join(SPARK.createDataFrame(before, BEFORE), new String[] {"key"}, "left_outer"));
  }

  private static Map<String, String> column(Dataset<Row> rows, String name) {
    Map<String, String> values = new TreeMap<>();
    for (Row row : rows.select("key", name).collectAsList()) {
      values.put(row.getString(0), row.getString(1));
    }
    return values;
  }
}
