package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.process.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitterTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final KeyPattern PATIENT = new KeyPattern("patient(\\d+)");

  @TempDir Path root;
  @TempDir Path beside;

  @Test
  void putsEachItemInValidOfOneFold() {
    for (int item = 0; item < 50; item++) {
      String key = "key " + item;
      assertThat(IntStream.rangeClosed(1, 5).mapToObj(fold -> new ByFold(fold, 5, 3).of(key)))
          .filteredOn(split -> split == Split.VALID)
          .hasSize(1);
    }
    Map<Integer, Long> sizes =
        IntStream.range(0, 10_000)
            .mapToObj(item -> new ByFold(1, 5, 3).foldOf("key " + item))
            .collect(Collectors.groupingBy(fold -> fold, Collectors.counting()));
    assertThat(sizes.keySet()).containsExactly(1, 2, 3, 4, 5);
    assertThat(sizes.values()).allMatch(size -> size > 1_880 && size < 2_120); // three deviations
  }

  @Test
  void keepsGroupsTogetherAndSkipsWhatHasNone() {
    files(80);
    new ImageFolder(root).text("train/a/nobody.png", "");

    Map<String, String> splits = splits(Splitter.byGroup(PATIENT, 0.3, 7));

    assertThat(splits).hasSize(80).doesNotContainKey("train/a/nobody.png");
    Map<String, List<String>> sides = new TreeMap<>();
    splits.forEach(
        (key, split) ->
            sides
                .computeIfAbsent(PATIENT.in(key).orElseThrow(), any -> new ArrayList<>())
                .add(split));
    assertThat(sides).hasSize(20);
    assertThat(sides.values()).allMatch(side -> side.stream().distinct().count() == 1);
  }

  @Test
  void splitsByListsOfKeys() throws IOException {
    files(6);
    String valid = list("valid", "./train/a/patient0-1.png", "", "../outside.png", "gone.png");
    String test = list("test", "train/a/patient0-2.png", "train/a/patient0-2.png");

    assertThat(splits(Splitter.byList(valid, test)))
        .hasSize(6)
        .containsEntry("train/a/patient0-1.png", "valid")
        .containsEntry("train/a/patient0-2.png", "test")
        .containsEntry("valid/a/patient0-0.png", "train");
  }

  @Test
  void refusesListsThatDoNotFit() throws IOException {
    files(6);
    String valid = list("valid", "train/a/patient0-1.png");
    String same = list("same", "train/a/patient0-2.png", "./train/a/patient0-1.png");
    String other = list("other", "gone.png");

    assertThatThrownBy(() -> splits(Splitter.byList(valid, same)))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("Key \"train/a/patient0-1.png\" is in")
        .hasMessageContaining("keep one");
    assertThatThrownBy(() -> splits(Splitter.byList(other, "")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("None of the keys");
    assertThatThrownBy(() -> splits(Splitter.byList(beside + "/none", "")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void refusesFoldsThatDoNotExist() {
    assertThatThrownBy(() -> Splitter.byFold(0, 5, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Splitter.byFold(6, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 6 of 5");
    assertThatThrownBy(() -> Splitter.byFold(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private void files(int count) {
    ImageFolder folder = new ImageFolder(root);
    for (int i = 0; i < count; i++) {
      String side = i % 3 == 0 ? "valid" : "train";
      folder.text("%s/a/patient%d-%d.png".formatted(side, i / 4, i), "");
    }
  }

  private String list(String name, String... lines) throws IOException {
    return Files.write(beside.resolve(name), List.of(lines)).toString();
  }

  private Map<String, String> splits(Splitter splitter) {
    Items<Images> items = Scan.images(SPARK, root.toString());
    Map<String, String> splits = new TreeMap<>();
    for (Row row : items.label(Labeler.parentFolder()).split(splitter).rows().collectAsList()) {
      splits.put(row.getAs("key"), row.getAs("split"));
    }
    return splits;
  }
}
