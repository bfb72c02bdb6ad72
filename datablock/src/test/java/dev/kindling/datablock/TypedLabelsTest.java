package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.document.SampleColumns;
import dev.kindling.datablock.export.WebDataset;
import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NumberFacts;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared datasets whose labels are several or numbers. */
class TypedLabelsTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final LabelType TAGS = LabelType.multi(";");
  private static final Splitter SIDES = Splitter.byFolder("train", "valid");

  @TempDir Path source;
  @TempDir Path target;

  @Test
  void measuresNumbersAndFollowsTheFilesBesideTheItems() {
    ImageFolder folder = new ImageFolder(source);
    number(folder, "train/1", "1").number(folder, "train/2", "2").number(folder, "train/3", "6");
    number(folder, "valid/1", "10").number(folder, "valid/2", "twelve");

    PreparedDataset first = numbers().write(table());
    number(folder, "valid/2", "12").number(folder, "train/3", "4.50");
    PreparedDataset second = numbers().since(first).write(table());

    Manifest manifest = first.manifest();
    assertThat(manifest.target().kind()).isEqualTo(Targets.Kind.NUMBER);
    NumberFacts train = manifest.target().train();
    assertThat(train.mean()).isEqualTo(3);
    assertThat(train.std())
        .as("root of (4 + 1 + 9) / 3")
        .isCloseTo(Math.sqrt(14 / 3.0), within(1e-15));
    assertThat(train.least()).isEqualTo(1);
    assertThat(train.most()).isEqualTo(6);
    assertThat(manifest.vocab()).isEmpty();
    assertThat(manifest.labels()).isEmpty();
    assertThat(manifest.counts()).isEqualTo(Map.of("train", 3L, "valid", 1L));
    assertThat(manifest.quarantined()).isEqualTo(Map.of("not-a-number", 1L));
    assertThat(manifest.settings()).containsEntry("label.type", "number");
    assertThat(Manifest.fromJson(manifest.toJson())).isEqualTo(manifest);

    assertThat(labels(second.rows()))
        .isEqualTo(
            Map.of(
                "train/1.png", "1",
                "train/2.png", "2",
                "train/3.png", "4.5",
                "valid/1.png", "10",
                "valid/2.png", "12"));
    assertThat(second.manifest().quarantined()).isEmpty();
    assertThat(second.manifest().target().train().mean()).isEqualTo(2.5);
    assertThat(second.manifest().changes().relabelled()).isEqualTo(1); // train/3 alone
    assertThat(second.manifest().changes().changed()).isEqualTo(1); // valid/2, out of quarantine
  }

  @Test
  void fitsSingleLabelsOnTrainAndCallsTheOthersOther() {
    Targets targets = Targets.of(TAGS).onUnknown(UnknownLabel.OTHER).onBlank(BlankLabel.KEEP);

    PreparedDataset dataset = tagged().process(Images.decode(), targets).write(table());

    Manifest manifest = dataset.manifest();
    assertThat(manifest.vocab()).containsExactly("clear", "hazy sky", "other");
    assertThat(manifest.counts()).isEqualTo(Map.of("train", 3L, "valid", 3L));
    assertThat(manifest.labels(Split.TRAIN)).isEqualTo(Map.of("clear", 1L, "hazy sky", 2L));
    assertThat(manifest.labels(Split.VALID))
        .isEqualTo(Map.of("clear", 1L, "hazy sky", 1L, "other", 2L));
    assertThat(manifest.target().bare()).isEqualTo(Map.of("train", 1L));
    assertThat(labels(dataset.rows()))
        .containsEntry("train/1.png", "clear;hazy sky")
        .containsEntry("train/3.png", "")
        .containsEntry("valid/2.png", "clear;other")
        .containsEntry("valid/3.png", "other");
    assertThat(Manifest.fromJson(manifest.toJson()).target().type()).isEqualTo(TAGS);

    String shards = target.resolve("shards").toString();
    new WebDataset(1 << 16, new Seed(1)).write(dataset, shards);
    Dataset<Row> again =
        Scan.imageShards(SPARK, shards, SampleColumns.prepared(), Selection.of(FileKind.IMAGES))
            .label(Labeler.column(), TAGS)
            .rows();
    assertThat(labels(again)).isEqualTo(labels(dataset.rows()));
  }

  @Test
  void dropsItemsWithALabelThatTrainLacksOrFails() {
    Targets targets = Targets.of(TAGS).onBlank(BlankLabel.KEEP);

    PreparedDataset dataset =
        tagged().process(Images.decode(), targets.onUnknown(UnknownLabel.DROP)).write(table());

    assertThat(labels(dataset.rows(Split.VALID))).isEqualTo(Map.of("valid/1.png", "hazy sky"));
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("unknown-label", 2L));
    assertThat(dataset.manifest().labels(Split.VALID)).isEqualTo(Map.of("hazy sky", 1L));
    dataset.manifest().accounting().check();
    assertThatThrownBy(() -> tagged().process(Images.decode(), targets))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("2 labels do not occur in train")
        .hasMessageContaining("\"fog\" 2, \"snow\" 1");
  }

  @Test
  void sumsNumbersExactlyWhateverTheirOrder() {
    List<Row> rows = new java.util.ArrayList<>();
    for (String label : List.of("1e17", "1", "-1e17", "0.1", "0.2", "-0.3")) {
      rows.add(RowFactory.create("train", label));
    }
    Dataset<Row> numbers =
        SPARK.createDataFrame(rows, StructType.fromDDL("split STRING, label STRING"));

    NumberFacts one = NumberSums.bySplit(numbers.coalesce(1)).get("train");

    assertThat(one.mean()).isEqualTo(1 / 6.0);
    for (int partitions : new int[] {3, 8}) {
      assertThat(NumberSums.bySplit(numbers.repartition(partitions)).get("train")).isEqualTo(one);
    }
  }

  @Test
  void refusesNumbersThatAreAllTheSame() {
    ImageFolder folder = new ImageFolder(source);
    number(folder, "train/1", "5").number(folder, "train/2", "5.0").number(folder, "valid/1", "1");

    assertThatThrownBy(() -> numbers().write(table()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("one number, 5.0");
  }

  /** Of valid, two items have labels that train lacks. */
  private SplitItems<Images> tagged() {
    ImageFolder folder = new ImageFolder(source);
    StringBuilder csv = new StringBuilder("path,label\n");
    Map<String, String> tags = new TreeMap<>();
    tags.put("train/1.png", "hazy sky;clear");
    tags.put("train/2.png", "hazy sky");
    tags.put("train/3.png", "");
    tags.put("valid/1.png", "hazy sky");
    tags.put("valid/2.png", "clear;fog;snow");
    tags.put("valid/3.png", "fog");
    tags.forEach(
        (key, label) -> {
          folder.png(key, key.hashCode());
          csv.append(key).append(',').append(label).append('\n');
        });
    new ImageFolder(target).text("labels.csv", csv.toString());
    return Scan.images(SPARK, source.toString())
        .label(Labeler.csv(target.resolve("labels.csv").toString(), "path", "label"), TAGS)
        .split(SIDES);
  }

  private ProcessedItems<Images> numbers() {
    Selection images = Selection.of(FileKind.IMAGES);
    return Scan.images(SPARK, source.toString(), images)
        .label(Labeler.companion("txt"), LabelType.number())
        .split(SIDES)
        .process(Images.decode(), Targets.of(LabelType.number()))
        .maxQuarantined(0.5);
  }

  private TypedLabelsTest number(ImageFolder folder, String name, String number) {
    folder.png(name + ".png", name.hashCode()).text(name + ".txt", number + "\n");
    return this;
  }

  private String table() {
    return target.resolve("table").toString();
  }

  private static Map<String, String> labels(Dataset<Row> rows) {
    Map<String, String> labels = new TreeMap<>();
    for (Row row : rows.select("key", "label").collectAsList()) {
      labels.put(row.getString(0), row.getString(1));
    }
    return labels;
  }
}
