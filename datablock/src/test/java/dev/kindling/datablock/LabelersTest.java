package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.process.AmbiguousLabel;
import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are several or numbers, from files, functions and files beside the items. */
class LabelersTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final LabelType TAGS = LabelType.multi(" ");
  private static final LabelType NUMBER = LabelType.number();

  @TempDir Path root;
  @TempDir Path beside;

  @Test
  void addsUpTheLabelsOfAllRowsOfAKey() {
    files("train/1.png", "train/2.png", "valid/1.png", "valid/2.png");
    Labeler csv = csv("train/1.png,b a\ntrain/1.png,c b\ntrain/2.png,\nvalid/1.png,a\n");

    assertThat(labels(items().label(csv, TAGS)))
        .isEqualTo(
            Map.of(
                "train/1.png", "a b c",
                "train/2.png", "",
                "valid/1.png", "a",
                "valid/2.png", "- no-label"));
  }

  @Test
  void countsItemsAndEachOfTheirLabels() {
    files("train/1.png", "train/2.png", "train/3.png", "valid/1.png");
    Labeler csv = csv("train/1.png,b a\ntrain/2.png,\ntrain/3.png,b\nvalid/1.png,a b\n");

    LabelCounts counts = items().label(csv, TAGS).split(sides()).counts();

    assertThat(counts.count(Split.TRAIN)).isEqualTo(3);
    assertThat(counts.of(Split.TRAIN)).isEqualTo(Map.of("a", 1L, "b", 2L));
    assertThat(counts.of(Split.VALID)).isEqualTo(Map.of("a", 1L, "b", 1L));
  }

  @Test
  void readsNumbersAndSaysWhatIsWrongWithTheOthers() {
    files("1.png", "2.png", "3.png", "4.png", "5.png", "6.png");
    Labeler csv =
        csv("1.png,37.50\n1.png,37.5\n2.png,old\n3.png,1e999\n4.png,\n5.png,1\n5.png,2\n");

    assertThat(labels(items().label(csv, NUMBER)))
        .isEqualTo(
            Map.of(
                "1.png", "37.5",
                "2.png", "- not-a-number",
                "3.png", "- infinite-number",
                "4.png", "- no-label",
                "5.png", "- ambiguous-label",
                "6.png", "- no-label"));
  }

  @Test
  void takesTheLabelFromTheFileBesideTheItem() {
    files("a/1.png", "a/2.png", "a.b/3.png", "a/4.png", "a/5.png", "a/6.x.png");
    new ImageFolder(root)
        .text("a/1.txt", "\ufeffcat\r\n\n")
        .text("a.b/3.txt", "cat\ndog\n")
        .text("a/4.txt", "  \n")
        .bytes("a/5.txt", new byte[] {'c', (byte) 0xE9})
        .text("a/6.x.txt", "c".repeat(70_000));

    Map<String, String> found = labels(items().label(Labeler.companion("txt")));

    assertThat(found)
        .isEqualTo(
            Map.of(
                "a/1.png", "cat",
                "a/2.png", "- no-label",
                "a.b/3.png", "- ambiguous-label",
                "a/4.png", "- no-label",
                "a/5.png", "- unreadable-label",
                "a/6.x.png", "- unreadable-label"));
    assertThat(labels(items().label(Labeler.companion("txt"), TAGS)))
        .containsEntry("a.b/3.png", "cat dog")
        .containsEntry("a/4.png", "")
        .containsEntry("a/2.png", "- no-label");
  }

  @Test
  void takesTheLabelFromAFunctionOfTheKey() {
    files("cat_1.png", "dog_2.png", "x.png");
    Labeler.LabelFunction animal =
        key -> key.contains("_") ? List.of(key.substring(0, key.indexOf('_'))) : List.of();

    assertThat(labels(items().label(Labeler.of("animal", animal))))
        .isEqualTo(Map.of("cat_1.png", "cat", "dog_2.png", "dog", "x.png", "- no-label"));
    assertThat(labels(items().label(Labeler.of("number", key -> List.of("4" + key)), NUMBER)))
        .containsEntry("x.png", "- not-a-number");
    assertThat(
            labels(items().label(Labeler.of("bad", key -> List.of(key.substring(7))), TAGS))
                .values())
        .containsExactlyInAnyOrder("ng", "ng", "- unreadable-label");
    assertThat(Labeler.of("animal", animal)).hasToString("Named[name=animal]");
  }

  @Test
  void failsOrPutsAsideOrSkipsWhatHasDifferentLabels() {
    files("train/1.png", "train/2.png", "train/3.png", "valid/1.png");
    SplitItems<Images> split =
        items()
            .label(
                csv("train/1.png,a\ntrain/2.png,b\ntrain/3.png,a\ntrain/3.png,b\nvalid/1.png,a\n"))
            .split(sides());

    assertThatThrownBy(() -> split.process(Images.decode(), Targets.categories()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("1 items have different labels, such as \"train/3.png\"");
    assertThat(reasons(split, Targets.categories().onAmbiguous(AmbiguousLabel.QUARANTINE)))
        .containsEntry("train/3.png", "ambiguous-label");
    assertThat(reasons(split, Targets.categories().onAmbiguous(AmbiguousLabel.SKIP)))
        .doesNotContainKey("train/3.png");
  }

  @Test
  void putsAsideOrSkipsOrKeepsWhatHasNoneOfSeveralLabels() {
    files("train/1.png", "train/2.png", "train/3.png", "valid/1.png");
    SplitItems<Images> split =
        items().label(csv("train/1.png,a\ntrain/2.png,\nvalid/1.png,a\n"), TAGS).split(sides());
    Targets tags = Targets.of(TAGS);

    assertThat(reasons(split, tags))
        .containsEntry("train/2.png", "no-label")
        .containsEntry("train/3.png", "no-label");
    assertThat(reasons(split, tags.onBlank(BlankLabel.SKIP)))
        .containsOnlyKeys("train/1.png", "valid/1.png");
    assertThat(reasons(split, tags.onBlank(BlankLabel.KEEP)))
        .containsEntry("train/2.png", "empty") // its bytes, not its label
        .containsEntry("train/3.png", "no-label");
  }

  @Test
  void refusesAStratifiedSplitAndTargetsOfAnotherType() {
    files("1.png", "2.png");
    LabeledItems<Images> numbers = items().label(csv("1.png,1\n2.png,2\n"), NUMBER);

    assertThatThrownBy(() -> numbers.split(Splitter.stratified(0.5, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("type number");
    files("train/1.png", "valid/1.png");
    SplitItems<Images> split =
        items().label(csv("train/1.png,1\nvalid/1.png,2\n"), NUMBER).split(sides());
    assertThatThrownBy(() -> split.process(Images.decode(), Targets.categories()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read as number");
  }

  @Test
  void refusesAnExtensionThatIsNone() {
    assertThatThrownBy(() -> Labeler.companion(".txt"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Labeler.companion("a/b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Labeler.of(" ", key -> List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Why items are no good, by key; all are empty files. */
  private static Map<String, String> reasons(SplitItems<Images> split, Targets targets) {
    Map<String, String> reasons = new TreeMap<>();
    for (Row row : split.process(Images.decode(), targets).rows().collectAsList()) {
      reasons.put(row.getAs("key"), row.getAs("reason"));
    }
    return reasons;
  }

  private static Map<String, String> labels(LabeledItems<Images> items) {
    Map<String, String> labels = new TreeMap<>();
    for (Row row : items.rows().collectAsList()) {
      String fault =
          row.schema().getFieldIndex("label_fault").isEmpty() ? "" : row.getAs("label_fault");
      String label = row.getAs("label");
      labels.put(row.getAs("key"), label == null ? "- " + fault : label);
    }
    return labels;
  }

  private static Splitter sides() {
    return Splitter.byFolder("train", "valid");
  }

  private Items<Images> items() {
    return Scan.images(SPARK, root.toString());
  }

  private void files(String... keys) {
    for (String key : keys) {
      new ImageFolder(root).text(key, "");
    }
  }

  private Labeler csv(String rows) {
    new ImageFolder(beside).text("labels.csv", "path,label\n" + rows);
    return Labeler.csv(beside.resolve("labels.csv").toString(), "path", "label");
  }
}
