package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.VocabLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Preparing texts on top of an earlier version. */
class TextRenewalTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final Texts WORDS =
      Texts.tokenize()
          .by(TextRules.none(Tokenizer.whitespace("<eos>")))
          .within(new VocabLimits(1000, 1));

  @TempDir Path source;
  @TempDir Path target;
  private ImageFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new ImageFolder(source);
    for (int i = 0; i < 12; i++) {
      folder.text((i % 2 == 0 ? "a/" : "b/") + i + ".txt", "one two word-" + i);
    }
    folder.text("a/empty.txt", "").text("b/mark.txt", "\uFEFFone marked");
    age();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void givesWhatAFullRunGives(int partitions) throws IOException {
    PreparedDataset first = items(partitions).write(table());
    folder.text("a/new.txt", "one new newer").text("b/new.txt", "").text("b/3.txt", "one other");
    Files.delete(source.resolve("a/4.txt"));

    PreparedDataset second = items(partitions).since(first).write(table());

    PreparedDataset scratch = items(partitions).write(target.resolve("scratch").toString());
    assertThat(RenewalTest.rows(second)).isEqualTo(RenewalTest.rows(scratch));
    assertThat(RenewalTest.facts(second.manifest()))
        .isEqualTo(RenewalTest.facts(scratch.manifest()));
    assertThat(RenewalTest.quarantine(second)).isEqualTo(RenewalTest.quarantine(scratch));
    assertThat(second.tokenVocab().tokens()).isEqualTo(scratch.tokenVocab().tokens());
    assertThat(counts(second)).isEqualTo(counts(scratch));
    assertThat(second.manifest().changes()).isEqualTo(new Changes(0, "", 2, 1, 12, 0, 1, 1, 0));
  }

  @Test
  void mergesWhereTheVocabularyStaysTheSame() {
    PreparedDataset first = items(2).write(table());
    String valid = first.rows(Split.VALID).select("key").orderBy("key").head().getString(0);
    folder.text(valid, "two two");

    PreparedDataset second = items(2).since(first, 0).write(table());

    PreparedDataset scratch = items(2).write(target.resolve("scratch").toString());
    assertThat(RenewalTest.rows(second)).isEqualTo(RenewalTest.rows(scratch));
    assertThat(operation()).isEqualTo("MERGE");
    assertThat(second.manifest().changes().changed()).isEqualTo(1);
  }

  @Test
  void comparesLinesByTheirContent() {
    Path lines = target.resolve("lines");
    ImageFolder files = new ImageFolder(lines).text("all.txt", "x y\nz x\ny y\nx x\nz z\ny\n");
    PreparedDataset first = lines(lines).write(table());
    assertThat(lines(lines).since(first).write(table()).version()).isZero();
    files.text("all.txt", "x y\nz x\ny z\nx x\nz z\ny\nx z y\n");

    PreparedDataset second = lines(lines).since(first).write(table());

    assertThat(second.manifest().changes()).isEqualTo(new Changes(0, "", 1, 1, 5, 0, 0, 0, 0));
    PreparedDataset scratch = lines(lines).write(target.resolve("scratch").toString());
    assertThat(RenewalTest.rows(second)).isEqualTo(RenewalTest.rows(scratch));
  }

  private String operation() {
    return io.delta.tables.DeltaTable.forPath(SPARK, table())
        .history(1)
        .select("operation")
        .head()
        .getString(0);
  }

  private ProcessedItems<Texts> items(int partitions) {
    return Scan.texts(SPARK, folder.path())
        .inPartitions(partitions)
        .label(Labeler.parentFolder())
        .split(Splitter.byHash(0.4, 1))
        .process(WORDS, Targets.categories())
        .maxQuarantined(1);
  }

  private static ProcessedItems<Texts> lines(Path root) {
    return Scan.texts(SPARK, root.toString(), Documents.lines())
        .label(Labeler.none())
        .split(Splitter.byHash(0.4, 2))
        .process(WORDS, Targets.none());
  }

  private static List<String> counts(PreparedDataset dataset) {
    return dataset.tokenCounts().orderBy("index").collectAsList().stream()
        .map(Object::toString)
        .toList();
  }

  private String table() {
    return target.resolve("data").toString();
  }

  /** As if the files had not changed just now. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
      }
    }
  }
}
