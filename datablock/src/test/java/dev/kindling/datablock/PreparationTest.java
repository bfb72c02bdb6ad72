package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageHeader;
import dev.kindling.datablock.image.Pictures;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path source;
  @TempDir Path target;

  @Test
  void writesEveryImageWithItsLabelSplitAndSize() throws Exception {
    ImageFolder folder = new ImageFolder(source).classes(2);

    PreparedDataset dataset = processed(folder).write(table());

    assertThat(described(dataset.rows()))
        .containsExactlyInAnyOrder(
            "train/a/0.png a train png 4x3",
            "train/a/1.png a train png 4x3",
            "train/b/0.png b train png 4x3",
            "train/b/1.png b train png 4x3",
            "valid/a/0.png a valid png 4x3",
            "valid/a/1.png a valid png 4x3",
            "valid/b/0.png b valid png 4x3",
            "valid/b/1.png b valid png 4x3");
    assertThat(dataset.rows(Split.VALID).count()).isEqualTo(4);
    Row row = dataset.rows().where("key = 'train/b/1.png'").head();
    assertThat((byte[]) row.getAs("content"))
        .isEqualTo(Files.readAllBytes(source.resolve("train/b/1.png")));
    assertThat(row.<String>getAs("sha256")).hasSize(64);
    assertThat(dataset.counts(Split.TRAIN, new KeyPattern("/(a)/")))
        .containsOnly(entry("", 2L), entry("a", 2L));
  }

  @Test
  void countsEverythingInTheManifest() {
    ImageFolder folder =
        new ImageFolder(source).classes(1).text("README.txt", "x").png("other/a/1.png", 9);

    var manifest = processed(folder).write(table()).manifest();

    assertThat(manifest.scanned()).isEqualTo(6);
    assertThat(manifest.items()).isEqualTo(4);
    assertThat(manifest.counts()).isEqualTo(Map.of("train", 2L, "valid", 2L));
    assertThat(manifest.labels(Split.TRAIN)).isEqualTo(Map.of("a", 1L, "b", 1L));
    assertThat(manifest.skipped()).isEqualTo(Map.of("extension", 1L, "no-split", 1L));
    assertThat(manifest.quarantined()).isEmpty();
    assertThat(manifest.vocab()).containsExactly("a", "b");
    assertThat(manifest.source()).isEqualTo(folder.path());
    assertThat(manifest.settings()).containsEntry("duplicates", "IGNORE").containsKey("split");
    manifest.accounting().check();
  }

  @Test
  void writesCopiesOfTrainBesideItAndCountsThemApart() throws Exception {
    ImageFolder folder = new ImageFolder(source).classes(1);
    Copies smaller =
        new Copies(2, (key, image, number) -> Image.of(new byte[number * 3], number, 1));

    PreparedDataset dataset =
        split(folder).process(Images.decode().copied(smaller), Targets.categories()).write(table());

    assertThat(described(dataset.rows(Split.TRAIN)))
        .containsExactlyInAnyOrder(
            "train/a/0.png a train png 4x3",
            "train/a/0.png#copy-1 a train jpeg 1x1",
            "train/a/0.png#copy-2 a train jpeg 2x1",
            "train/b/0.png b train png 4x3",
            "train/b/0.png#copy-1 b train jpeg 1x1",
            "train/b/0.png#copy-2 b train jpeg 2x1");
    assertThat(dataset.rows(Split.VALID).count()).isEqualTo(2);
    assertThat(dataset.manifest().items()).isEqualTo(4);
    assertThat(dataset.manifest().copies()).isEqualTo(4);
    assertThat(dataset.manifest().counts()).isEqualTo(Map.of("train", 2L, "valid", 2L));
    Row copy = dataset.rows().where("key = 'train/b/0.png#copy-2'").head();
    assertThat(copy.<String>getAs("group")).isEqualTo("train/b/0.png");
    assertThat(ImageHeader.read(copy.getAs("content")).width()).isEqualTo(2);
    dataset.manifest().accounting().check();
  }

  @Test
  void measuresTheChannelsOfTrainOnly() {
    ImageFolder folder =
        new ImageFolder(source)
            .png("train/a/1.png", 0x000000)
            .png("train/b/1.png", 0xff3300)
            .png("valid/a/1.png", 0xffffff);

    var manifest = processed(folder).write(table()).manifest();

    assertThat(manifest.mean().get(0)).isCloseTo(0.5, within(1e-6));
    assertThat(manifest.mean().get(1)).isCloseTo(0.1, within(1e-6));
    assertThat(manifest.mean().get(2)).isEqualTo(0);
    assertThat(manifest.std().get(0)).isCloseTo(0.5, within(1e-6));
    assertThat(manifest.std().get(1)).isCloseTo(0.1, within(1e-6));
    assertThat(manifest.std().get(2)).isEqualTo(0);
  }

  @Test
  void putsBadFilesInTheQuarantineAndKeepsTheRest() {
    ImageFolder folder =
        new ImageFolder(source)
            .classes(1)
            .text("train/a/empty.png", "")
            .text("train/a/text.jpg", "no picture at all, only words in a file");

    PreparedDataset dataset = processed(folder).maxQuarantined(1).write(table());

    assertThat(dataset.manifest().quarantined()).isEqualTo(Map.of("empty", 1L, "not-an-image", 1L));
    assertThat(dataset.manifest().items()).isEqualTo(4);
    assertThat(dataset.quarantine().select("key", "reason").collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder("train/a/empty.png empty", "train/a/text.jpg not-an-image");
  }

  @Test
  void putsAPictureOfTooManyPixelsAndACutOneInTheQuarantineAndKeepsTheRest() {
    byte[] jpeg = Pictures.jpeg(64, 48);
    ImageFolder folder =
        new ImageFolder(source)
            .classes(1)
            .bytes("train/a/bomb.png", Pictures.emptyPng(30_000, 30_000))
            .bytes("train/b/cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2))
            .bytes("train/b/whole.jpg", jpeg);

    PreparedDataset dataset = processed(folder).maxQuarantined(1).write(table());

    assertThat(described(dataset.rows()))
        .hasSize(5)
        .contains("train/b/whole.jpg b train jpeg 64x48");
    assertThat(dataset.quarantine().select("key", "reason").collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder("train/a/bomb.png too-many-pixels", "train/b/cut.jpg truncated");
    dataset.manifest().accounting().check();
  }

  @Test
  void refusesToWriteAboveTheQuarantineBudgetAndKeepsTheVersionBefore() {
    ImageFolder folder = new ImageFolder(source).classes(1);
    processed(folder).write(table());
    folder.text("train/a/empty.png", "");

    assertThatThrownBy(() -> processed(folder).maxQuarantined(0.1).write(table()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("empty=1")
        .hasMessageContaining(table() + "_quarantine");

    PreparedDataset before = PreparedDataset.open(SPARK, table());
    assertThat(before.version()).isZero();
    assertThat(before.rows().count()).isEqualTo(4);
    assertThat(before.quarantine().count()).isZero();
  }

  @Test
  void quarantinesAFileThatIsGoneWhenItIsRead() throws Exception {
    ImageFolder folder = new ImageFolder(source).classes(2);
    ProcessedItems<Images> items = processed(folder).maxQuarantined(1);
    Files.delete(source.resolve("train/a/1.png"));

    assertThat(items.write(table()).manifest().quarantined()).isEqualTo(Map.of("unreadable", 1L));
  }

  @Test
  void quarantinesAnItemThatLiesInTheFolderOfItsSplitItself() {
    ImageFolder folder = new ImageFolder(source).classes(1).png("train/loose.png", 77);

    PreparedDataset dataset = processed(folder).maxQuarantined(1).write(table());

    assertThat(dataset.manifest().quarantined()).isEqualTo(Map.of("no-label", 1L));
    assertThat(dataset.manifest().vocab()).containsExactly("a", "b");
  }

  @Test
  void keepsEveryVersionReadable() {
    ImageFolder folder = new ImageFolder(source).classes(1);
    processed(folder).write(table());
    folder.png("train/a/new.png", 99);
    processed(folder).write(table());

    assertThat(PreparedDataset.open(SPARK, table()).version()).isEqualTo(1);
    assertThat(PreparedDataset.open(SPARK, table()).manifest().items()).isEqualTo(5);
    PreparedDataset first = PreparedDataset.open(SPARK, table(), 0);
    assertThat(first.manifest().items()).isEqualTo(4);
    assertThat(first.rows().count()).isEqualTo(4);
    assertThatThrownBy(() -> PreparedDataset.open(SPARK, table(), 7))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("there are [0, 1]");
  }

  @Test
  void givesTheSameRowsAndStatisticsOnAnyNumberOfPartitions() {
    ImageFolder folder = new ImageFolder(source).classes(3);
    Map<String, List<Double>> statistics = new TreeMap<>();
    Map<String, List<String>> rows = new TreeMap<>();
    Set<QualityFacts> qualities = new HashSet<>();
    for (int partitions : new int[] {1, 3, 8}) {
      PreparedDataset dataset =
          Scan.images(SPARK, folder.path())
              .inPartitions(partitions)
              .label(Labeler.parentFolder())
              .split(Splitter.byHash(0.4, 1))
              .process(Images.decode(), Targets.categories())
              .write(table() + partitions);
      statistics.put("" + partitions, dataset.manifest().std());
      qualities.add(dataset.manifest().quality());
      rows.put("" + partitions, described(dataset.rows()).stream().sorted().toList());
    }

    assertThat(rows.get("3")).isEqualTo(rows.get("1")).hasSize(12);
    assertThat(rows.get("8")).isEqualTo(rows.get("1"));
    assertThat(statistics.get("3")).isEqualTo(statistics.get("1"));
    assertThat(statistics.get("8")).isEqualTo(statistics.get("1"));
    assertThat(qualities).hasSize(1).allMatch(QualityFacts::measured);
  }

  @Test
  void countsDuplicatesAndKeepsThem() {
    ImageFolder folder =
        new ImageFolder(source)
            .classes(1)
            .png("train/a/copy.png", 0x000101)
            .png("valid/b/copy.png", 0x000101);

    var manifest = processed(folder).write(table()).manifest();

    assertThat(manifest.duplicates()).isEqualTo(2);
    assertThat(manifest.items()).isEqualTo(6);
  }

  @Test
  void dropsDuplicatesButTheFirstOfTrain() {
    ImageFolder folder =
        new ImageFolder(source)
            .classes(2)
            .png("train/a/copy.png", 0x000101)
            .png("valid/b/copy.png", 0x000101);

    PreparedDataset dataset = processed(folder).duplicates(Duplicates.DROP).write(table());

    assertThat(dataset.manifest().duplicates()).isEqualTo(2);
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("duplicate-content", 2L));
    assertThat(dataset.rows().count()).isEqualTo(8);
    assertThat(dataset.rows().where("key like '%copy%'").count()).isZero();
    assertThat(dataset.rows().where("key = 'train/a/0.png'").count()).isEqualTo(1);
  }

  @Test
  void putsDuplicatesOnOneSide() {
    ImageFolder folder =
        new ImageFolder(source)
            .classes(2)
            .png("valid/b/copy.png", 0x000101)
            .png("valid/a/twin.png", 0x00ff00)
            .png("valid/b/twin.png", 0x00ff00);

    PreparedDataset dataset = processed(folder).duplicates(Duplicates.KEEP_TOGETHER).write(table());

    assertThat(described(dataset.rows()))
        .hasSize(11)
        .contains(
            "valid/b/copy.png b train png 4x3",
            "valid/a/twin.png a valid png 4x3",
            "valid/b/twin.png b valid png 4x3");
    assertThat(dataset.manifest().duplicates()).isEqualTo(2);
    assertThat(dataset.manifest().count(Split.TRAIN)).isEqualTo(5);
  }

  @Test
  void shrinksLargeImagesOnce() {
    ImageFolder folder = new ImageFolder(source).classes(1);

    PreparedDataset dataset =
        split(folder).process(Images.decode().presize(2), Targets.categories()).write(table());

    assertThat(described(dataset.rows())).contains("train/a/0.png a train png 3x2");
    assertThat(dataset.manifest().transforms().presizeShortSide()).isEqualTo(2);
  }

  @Test
  void refusesALabelThatOnlyValidHas() {
    ImageFolder folder = new ImageFolder(source).classes(1).png("valid/c/1.png", 7);

    assertThatThrownBy(() -> processed(folder))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("\"c\" 1");
  }

  @Test
  void dropsItemsOfALabelThatOnlyValidHas() {
    ImageFolder folder = new ImageFolder(source).classes(1).png("valid/c/1.png", 7);

    PreparedDataset dataset =
        split(folder)
            .process(Images.decode(), Targets.categories().onUnknown(UnknownLabel.DROP))
            .write(table());

    assertThat(dataset.manifest().vocab()).containsExactly("a", "b");
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("unknown-label", 1L));
    assertThat(dataset.rows().count()).isEqualTo(4);
  }

  @Test
  void givesItemsOfALabelThatOnlyValidHasTheCategoryOther() {
    ImageFolder folder = new ImageFolder(source).classes(1).png("valid/c/1.png", 7);

    PreparedDataset dataset =
        split(folder)
            .process(Images.decode(), Targets.categories().onUnknown(UnknownLabel.OTHER))
            .write(table());

    assertThat(dataset.manifest().vocab()).containsExactly("a", "b", "other");
    assertThat(described(dataset.rows())).contains("valid/c/1.png other valid png 4x3");
    assertThat(dataset.manifest().labels(Split.VALID)).containsEntry("other", 1L);
  }

  @Test
  void refusesASingleClass() {
    ImageFolder folder = new ImageFolder(source).png("train/a/1.png", 1).png("valid/a/1.png", 2);

    assertThatThrownBy(() -> processed(folder))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("at least 2 classes, got {a=1}");
  }

  @Test
  void noticesThatABadFileWasTheLastOfItsClass() {
    ImageFolder folder =
        new ImageFolder(source).classes(1).text("train/c/1.png", "").png("valid/c/1.png", 7);

    assertThatThrownBy(() -> processed(folder).maxQuarantined(1).write(table()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("\"c\" 1");
  }

  @Test
  void takesNamesOfEveryKind() {
    ImageFolder folder = new ImageFolder(source).classes(1);
    List<String> names =
        List.of(
            "with space.png",
            "100%25.png",
            "a:b.png",
            "line\nbreak.png",
            "\"quoted\" 'twice'.png",
            "<b onclick=x>&amp;.png",
            "übergroß 猫.png",
            "back\\slash.png",
            "_underscore.png",
            "{glob}*[?].png");
    for (int i = 0; i < names.size(); i++) {
      folder.png("train/a/" + names.get(i), 0x010000 * (i + 1));
    }

    PreparedDataset dataset = processed(folder).maxQuarantined(0).write(table());

    assertThat(
            dataset.rows().where("label = 'a' and split = 'train'").select("key").collectAsList())
        .extracting(row -> row.getString(0))
        .containsAll(names.stream().map(name -> "train/a/" + name).toList())
        .hasSize(11);
  }

  private static SplitItems<Images> split(ImageFolder folder) {
    return Scan.images(SPARK, folder.path())
        .inPartitions(2)
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "valid"));
  }

  private static ProcessedItems<Images> processed(ImageFolder folder) {
    return split(folder).process(Images.decode(), Targets.categories());
  }

  private String table() {
    return target.resolve("data").toString();
  }

  private static List<String> described(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(
            row ->
                "%s %s %s %s %dx%d"
                    .formatted(
                        row.<String>getAs("key"),
                        row.<String>getAs("label"),
                        row.<String>getAs("split"),
                        row.<String>getAs("format"),
                        row.<Integer>getAs("width"),
                        row.<Integer>getAs("height")))
        .toList();
  }
}
