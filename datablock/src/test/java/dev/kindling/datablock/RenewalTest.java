package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.Pictures;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preparing on top of an earlier version. */
class RenewalTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final long LARGE = 1L << 30;

  @TempDir static Path source;
  @TempDir static Path once;
  @TempDir Path target;
  private ImageFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    assertThat(FileUtil.fullyDeleteContents(source.toFile())).isTrue();
    folder = new ImageFolder(source).classes(6).text("train/a/broken.png", "no picture");
    age();
  }

  @Test
  void readsOnlyNewAndChangedFiles() throws IOException {
    PreparedDataset first = first();
    change();

    PreparedDataset second = write(everything().since(first));

    assertThat(second.version()).isEqualTo(1);
    assertThat(second.manifest().changes()).isEqualTo(new Changes(0, "", 3, 1, 22, 0, 2, 1, 0));
    assertThat(first.manifest().changes())
        .isEqualTo(
            new Changes(
                Changes.NOTHING,
                "there is no earlier version to go on from",
                25,
                0,
                0,
                0,
                0,
                0,
                0));
  }

  @Test
  void neverOpensAFileThatIsAsItWas() throws IOException {
    PreparedDataset first = first();
    byte[] rubbish = new byte[(int) Files.size(source.resolve("train/a/0.png"))];
    FileTime time = Files.getLastModifiedTime(source.resolve("train/a/0.png"));
    folder.bytes("train/a/0.png", rubbish).png("train/b/new.png", 0x123456);
    Files.setLastModifiedTime(source.resolve("train/a/0.png"), time);

    PreparedDataset second = write(everything().since(first));

    assertThat(second.manifest().quarantined()).isEqualTo(first.manifest().quarantined());
    assertThat(second.manifest().changes().added()).isEqualTo(1);
  }

  @Test
  void writesNoRowAgainThatStaysInALargeTable() throws IOException {
    PreparedDataset first = first();
    long before = bytesOfTable();
    folder.png("train/b/new.png", 0x123456);
    age();

    write(everything().since(first, 0));

    assertThat(bytesOfTable() - before).isLessThan(before / 2);
    assertThat(PreparedDataset.open(SPARK, table(), 0).rows().count()).isEqualTo(24);
    assertThat(PreparedDataset.open(SPARK, table()).rows().count()).isEqualTo(25);
  }

  @Test
  void takesAFileOfTheSameBytesForTheSameWhateverItsTime() throws IOException {
    PreparedDataset first = first();
    touch(Instant.now());

    assertThat(write(everything().since(first)).version()).isZero();
  }

  @Test
  void commitsNothingWhereNothingChanged() throws IOException {
    PreparedDataset first = first();

    PreparedDataset second = write(everything().since(first));

    assertThat(second.version()).isZero();
    assertThat(PreparedDataset.open(SPARK, table()).version()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, folder", "3, folder", "1, hash", "3, hash", "8, hash", "3, fold", "8, group"})
  void givesWhatAFullRunGivesWithSplitsThatDependOnNothingElse(int partitions, String by)
      throws IOException {
    Splitter splitter =
        switch (by) {
          case "hash" -> Splitter.byHash(0.4, 1);
          case "fold" -> Splitter.byFold(1, 3, 7);
          case "group" -> Splitter.byGroup(new KeyPattern("([0-9])"), 0.4, 3);
          default -> Splitter.byFolder("train", "valid");
        };
    NearDuplicates policy = by.equals("folder") ? NearDuplicates.REPORT : NearDuplicates.IGNORE;
    Supplier<ProcessedItems<Images>> items = () -> items(partitions, splitter, policy);
    folder
        .bytes("train/a/5-photo.jpg", Pictures.jpeg(64, 48))
        .bytes("valid/a/5-photo.jpg", Pictures.jpeg(64, 48));
    age();
    PreparedDataset first = write(items.get());
    change();
    folder.bytes("train/a/4-photo.jpg", Pictures.jpeg(64, 48));

    PreparedDataset second = write(items.get().since(first, partitions < 8 ? 0 : LARGE));
    PreparedDataset scratch = scratch(items.get());

    assertThat(rows(second)).isEqualTo(rows(scratch));
    assertThat(facts(second.manifest())).isEqualTo(facts(scratch.manifest()));
    assertThat(quarantine(second)).isEqualTo(quarantine(scratch));
    assertThat(second.manifest().changes().reused())
        .as("broken.png is in no group")
        .isEqualTo(by.equals("group") ? 23 : 24);
  }

  @Test
  void bringsBackADroppedDuplicateWhenTheKeptOneVanishes() throws IOException {
    folder.png("train/a/0-copy.png", 0x000101);
    age();
    PreparedDataset first = write(dropping());
    assertThat(first.rows().where("key = 'train/a/0.png'").count()).isZero();
    Files.delete(source.resolve("train/a/0-copy.png"));

    PreparedDataset second = write(dropping().since(first));

    assertThat(second.rows().where("key = 'train/a/0.png'").count()).isEqualTo(1);
    assertThat(second.manifest().changes().reused()).isEqualTo(25);
    assertThat(rows(second)).isEqualTo(rows(scratch(dropping())));
  }

  @Test
  void dropsTheNewOneOfTwoDuplicates() throws IOException {
    PreparedDataset first = write(dropping());
    Files.copy(source.resolve("valid/a/3.png"), source.resolve("train/a/3-again.png"));

    PreparedDataset second = write(dropping().since(first));

    assertThat(second.rows().where("key = 'valid/a/3.png'").count()).isEqualTo(1);
    assertThat(second.rows().where("key = 'train/a/3-again.png'").count()).isZero();
    assertThat(second.manifest().skipped()).containsEntry("duplicate-content", 1L);
  }

  @Test
  void leavesDuplicatesOnTheSideWhereTheFirstOfThemCame() throws IOException {
    ProcessedItems<Images> together = everything().duplicates(Duplicates.KEEP_TOGETHER);
    PreparedDataset first = write(together);
    Files.copy(source.resolve("valid/a/3.png"), source.resolve("train/a/3-again.png"));

    PreparedDataset second = write(everything().duplicates(Duplicates.KEEP_TOGETHER).since(first));

    assertThat(second.rows(Split.VALID).where("key like '%/a/3%'").count()).isEqualTo(2);
    assertThat(second.rows(Split.TRAIN).where("key = 'train/a/3-again.png'").count()).isZero();
  }

  @Test
  void goesOnFromBeforeABadBatch() throws IOException {
    PreparedDataset first = first();
    folder.png("train/a/bad-1.png", 0x111111).png("train/a/bad-2.png", 0x222222);
    write(everything().since(first));
    Files.delete(source.resolve("train/a/bad-1.png"));
    Files.delete(source.resolve("train/a/bad-2.png"));
    folder.png("train/a/good.png", 0x333333);

    PreparedDataset third = write(everything().since(first));

    assertThat(third.version()).isEqualTo(2);
    assertThat(third.manifest().changes().from()).isZero();
    assertThat(third.manifest().changes().added()).isEqualTo(1);
    assertThat(rows(third)).isEqualTo(rows(scratch(everything())));
  }

  @Test
  void restoresAnEarlierVersionWhereTheSourceIsThatOnesAgain() throws IOException {
    PreparedDataset first = first();
    folder.png("train/a/bad.png", 0x111111);
    write(everything().since(first));
    Files.delete(source.resolve("train/a/bad.png"));

    PreparedDataset third = write(everything().since(first));

    assertThat(third.version()).isEqualTo(2);
    assertThat(rows(third)).isEqualTo(rows(first));
  }

  @Test
  void replacesCopiesWithTheirItems() throws IOException {
    Copies one = new Copies(1, new Grey());
    Supplier<ProcessedItems<Images>> items =
        () ->
            split(2, Splitter.byFolder("train", "valid"))
                .process(Images.decode().copied(one), Targets.categories())
                .maxQuarantined(1);
    PreparedDataset first = write(items.get());
    change();

    PreparedDataset second = write(items.get().since(first, 0));

    assertThat(rows(second)).isEqualTo(rows(scratch(items.get()))).hasSize(24 + 12);
    assertThat(second.manifest().copies()).isEqualTo(12);
  }

  @Test
  void keepsWhatWasWhereANearDuplicateComes() throws IOException {
    byte[] picture = Pictures.jpeg(64, 48);
    folder.bytes("valid/a/photo.jpg", picture);
    age();
    PreparedDataset first = write(near(NearDuplicates.KEEP_TOGETHER));
    folder.bytes("train/b/photo-again.jpg", picture);

    PreparedDataset second = write(near(NearDuplicates.KEEP_TOGETHER).since(first));

    assertThat(second.rows(Split.VALID).where("key like '%photo%'").count()).isEqualTo(2);
    assertThat(second.manifest().nearDuplicates().leaked()).isEqualTo(1);
    assertThat(second.manifest().nearDuplicates().leaks()).isZero();
    assertThat(
            scratch(near(NearDuplicates.KEEP_TOGETHER))
                .rows(Split.TRAIN)
                .where("key like '%photo%'")
                .count())
        .isEqualTo(2);
  }

  @Test
  void saysWhichSettingsDiffer() throws IOException {
    PreparedDataset first = first();
    ProcessedItems<Images> other =
        split(2, Splitter.byHash(0.5, 9)).process(Images.decode().presize(2), Targets.categories());

    assertThat(other.differences(first))
        .contains("presize.short-side was 0, is 2", "seed was 0, is 9")
        .anyMatch(text -> text.startsWith("split was ByFolder"));
    assertThat(everything().differences(first)).isEmpty();
    assertThatThrownBy(() -> other.since(first))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("presize.short-side was 0, is 2");
  }

  @Test
  void readsAgainWhatCouldNotBeRead() throws IOException {
    ProcessedItems<Images> items = everything();
    byte[] content = Files.readAllBytes(source.resolve("train/a/1.png"));
    FileTime time = Files.getLastModifiedTime(source.resolve("train/a/1.png"));
    Files.delete(source.resolve("train/a/1.png"));
    PreparedDataset first = write(items);
    assertThat(first.manifest().quarantined()).containsEntry("unreadable", 1L);
    Files.write(source.resolve("train/a/1.png"), content);
    Files.setLastModifiedTime(source.resolve("train/a/1.png"), time);

    PreparedDataset second = write(everything().since(first));

    assertThat(second.manifest().quarantined()).doesNotContainKey("unreadable");
    assertThat(second.manifest().changes().changed()).isEqualTo(1);
    assertThat(rows(second)).isEqualTo(rows(scratch(everything())));
  }

  @Test
  void measuresEverythingAnewWhereAProgramOfBeforeDidNot() throws IOException {
    PreparedDataset first = first();
    PreparedDataset before = asBeforeMeasuring(first);

    assertThat(before.quality()).isEmpty();
    assertThat(before.manifest().quality().measured()).isFalse();
    assertThat(before.rows().count()).isEqualTo(first.rows().count());
    assertThat(everything().differences(before))
        .containsExactly("the ledger of version 1 has no quality");
  }

  /** The same rows, whose ledger has no measures. */
  private PreparedDataset asBeforeMeasuring(PreparedDataset dataset) {
    TableWriter writer = TableWriter.at(SPARK, table());
    long ledger = writer.writeLedger(dataset.ledger().orElseThrow().drop("quality"), "before");
    String json =
        dataset
            .manifest()
            .toJson()
            .replaceAll("\"quality\":.*,\"transforms\"", "\"transforms\"")
            .replaceAll("\"ledgerVersion\":0", "\"ledgerVersion\":" + ledger);
    return writer.write(dataset.rows(), Manifest.fromJson(json));
  }

  private ProcessedItems<Images> everything() {
    return items(2, Splitter.byFolder("train", "valid"), NearDuplicates.IGNORE);
  }

  private ProcessedItems<Images> dropping() {
    return everything().duplicates(Duplicates.DROP);
  }

  private ProcessedItems<Images> near(NearDuplicates policy) {
    return items(2, Splitter.byFolder("train", "valid"), policy);
  }

  private ProcessedItems<Images> items(int partitions, Splitter splitter, NearDuplicates policy) {
    return split(partitions, splitter)
        .process(Images.decode().nearDuplicates(policy), Targets.categories())
        .maxQuarantined(1);
  }

  private SplitItems<Images> split(int partitions, Splitter splitter) {
    return Scan.images(SPARK, folder.path())
        .inPartitions(partitions)
        .label(Labeler.regex(new KeyPattern("/([ab])/")))
        .split(splitter);
  }

  /** Three new ones, one of them bad; one changed; two gone. */
  private void change() throws IOException {
    folder
        .png("train/a/0-new.png", 0x010203)
        .png("valid/b/1-new.png", 0x030201)
        .text("valid/b/2-bad.png", "no picture")
        .png("train/b/2.png", 0xffffff);
    Files.delete(source.resolve("train/a/3.png"));
    Files.delete(source.resolve("valid/b/4.png"));
  }

  /**
   * {@link #everything} of the folder as it is at first: prepared once, and copied to each test.
   */
  private PreparedDataset first() throws IOException {
    Path prepared = once.resolve("data");
    if (Files.notExists(prepared)) {
      everything().write(prepared.toString());
    }
    for (String part : List.of("", "_ledger", "_quarantine")) {
      copy(Path.of(prepared + part), Path.of(table() + part));
    }
    return PreparedDataset.open(SPARK, table());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private PreparedDataset write(ProcessedItems<Images> items) {
    return items.write(table());
  }

  private PreparedDataset scratch(ProcessedItems<Images> items) {
    return items.write(target.resolve("scratch").toString());
  }

  private String table() {
    return target.resolve("data").toString();
  }

  private long bytesOfTable() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(table()))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  /** As if the files had not changed just now. */
  private void age() throws IOException {
    touch(Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void touch(Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }

  static List<String> rows(PreparedDataset dataset) {
    return dataset
        .rows()
        .selectExpr("* except (content)", "hex(content) as content")
        .collectAsList()
        .stream()
        .map(Object::toString)
        .sorted()
        .toList();
  }

  static List<String> quarantine(PreparedDataset dataset) {
    return dataset.quarantine().collectAsList().stream().map(Object::toString).sorted().toList();
  }

  static List<Object> facts(Manifest manifest) {
    return Arrays.asList(
        manifest.scanned(),
        manifest.items(),
        manifest.copies(),
        manifest.counts(),
        manifest.labels(),
        manifest.skipped(),
        manifest.quarantined(),
        manifest.duplicates(),
        manifest.conflicting(),
        manifest.nearDuplicates(),
        manifest.unmatched(),
        manifest.vocab(),
        manifest.mean(),
        manifest.std(),
        manifest.quality(),
        manifest.transforms(),
        manifest.text().splits(),
        manifest.text().types(),
        manifest.text().vocab(),
        manifest.settings());
  }

  /** One grey pixel. */
  private record Grey() implements Copies.Copier {
    @Override
    public Image copy(String key, Image image, int number) {
      return Image.of(new byte[] {100, 100, 100}, 1, 1);
    }
  }
}
