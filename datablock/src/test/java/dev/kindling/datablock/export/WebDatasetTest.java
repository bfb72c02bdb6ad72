package dev.kindling.datablock.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.SplitNames;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.document.SampleColumns;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.table.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebDatasetTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final WebDataset SMALL = new WebDataset(1 << 16, new Seed(1));
  private static final Selection ALL = Selection.of(FileKind.IMAGES);

  @TempDir static Path source;
  private static PreparedDataset dataset;

  @TempDir Path target;

  /** Of 60 images of train, 30 have 8,000 bytes of noise behind their ends. */
  @BeforeAll
  static void prepare() throws IOException {
    ImageFolder folder = new ImageFolder(source.resolve("in"));
    for (int i = 0; i < 60; i++) {
      folder.png("train/%s/%d.x.png".formatted(i % 3 == 0 ? "b" : "a", i), 7 * i);
    }
    folder.png("valid/a/ü 1.png", 1).png("valid/b/1.png", 2);
    for (int i = 0; i < 60; i += 2) {
      Path file = source.resolve("in/train/%s/%d.x.png".formatted(i % 3 == 0 ? "b" : "a", i));
      byte[] content = Files.readAllBytes(file);
      Files.write(file, java.util.Arrays.copyOf(content, content.length + 8_000));
    }
    dataset =
        Scan.images(SPARK, source.resolve("in").toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder("train", "valid"))
            .process(Images.decode(), Targets.categories())
            .write(source.resolve("prepared").toString());
  }

  @Test
  void givesTheSameRowsBack() {
    String shards = target.resolve("out").toString();

    ShardIndex index = SMALL.write(dataset, shards);
    PreparedDataset again =
        Scan.imageShards(SPARK, shards, SampleColumns.prepared(), ALL)
            .label(Labeler.column())
            .split(Splitter.byColumn(SplitNames.of("train", "valid")))
            .process(Images.decode(), Targets.categories())
            .write(target.resolve("again").toString());

    assertThat(rows(again)).hasSize(62).isEqualTo(rows(dataset));
    assertThat(index.samples()).isEqualTo(62);
    assertThat(again.manifest().vocab()).isEqualTo(dataset.manifest().vocab());
    assertThat(again.manifest().skipped()).isEqualTo(Map.of("extension", 1L)); // index.json
  }

  @Test
  void writesTheSameBytesForOneSeedWhateverTheShuffle() throws IOException {
    SMALL.write(dataset, target.resolve("a").toString());
    SPARK.conf().set("spark.sql.shuffle.partitions", "5");
    try {
      SMALL.write(dataset, target.resolve("b/deeper").toString());
    } finally {
      SPARK.conf().set("spark.sql.shuffle.partitions", "2");
    }
    new WebDataset(1 << 16, new Seed(2)).write(dataset, target.toUri() + "c");

    Map<String, byte[]> first = files(target.resolve("a"));
    Map<String, byte[]> second = files(target.resolve("b/deeper"));
    Map<String, byte[]> other = files(target.resolve("c"));

    assertThat(first.keySet())
        .contains("index.json", "train/shard-000000.tar")
        .hasSizeBetween(6, 14);
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    assertThat(other.get("train/shard-000000.tar"))
        .isNotEqualTo(first.get("train/shard-000000.tar"));
    first.forEach((name, bytes) -> assertThat(bytes.length).as(name).isLessThanOrEqualTo(1 << 16));
    try (Stream<Path> beside = Files.list(target)) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "b", "c");
    }
  }

  @Test
  void touchesNoFolderThatIsThere() throws IOException {
    Path folder = Files.createDirectory(target.resolve("mine"));

    assertThatThrownBy(() -> SMALL.write(dataset, folder.toString()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("is there already");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesLabelsByTheirNumbers() {
    String shards = target.resolve("out").toString();
    SMALL.write(dataset, shards);

    List<String> labels =
        Scan.imageShards(SPARK, shards, SampleColumns.items().label("cls"), ALL)
            .rows()
            .groupBy("given_label")
            .count()
            .orderBy("given_label")
            .collectAsList()
            .stream()
            .map(row -> row.mkString("="))
            .toList();

    assertThat(labels).containsExactly("0=41", "1=21");
  }

  private static List<String> rows(PreparedDataset prepared) {
    return prepared
        .rows()
        .orderBy("key")
        .selectExpr(
            "key", "sha2(content, 256)", "format", "width", "height", "sha256", "label", "split")
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .toList();
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
