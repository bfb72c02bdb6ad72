package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.datablock.text.VocabKind;
import dev.kindling.datablock.text.VocabLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextPreparationTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final Texts PLAIN =
      Texts.tokenize()
          .by(TextRules.none(Tokenizer.whitespace("<eos>")))
          .within(new VocabLimits(1000, 1));

  @TempDir Path source;
  @TempDir Path target;

  @Test
  void writesEveryDocumentWithItsTokens() {
    folder()
        .text("train/pos/1.txt", "a b\n")
        .text("train/neg/1.txt", "b c")
        .text("valid/pos/1.txt", "b d")
        .text("valid/pos/readme.md", "no text");

    PreparedDataset dataset = classes().write(table());

    Vocab vocab = dataset.tokenVocab();
    assertThat(vocab.tokens().subList(8, vocab.size())).containsExactly("<eos>", "b", "a", "c");
    assertThat(described(dataset))
        .containsExactlyInAnyOrder(
            "train/pos/1.txt pos train [10, 9, 8]",
            "train/neg/1.txt neg train [9, 11, 8]",
            "valid/pos/1.txt pos valid [9, 0, 8]");
    assertThat(dataset.kind()).isEqualTo(Kind.TEXT);
    assertThat(dataset.rows().select("content").collectAsList())
        .extracting(row -> row.getString(0))
        .contains("a b\n");
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("extension", 1L));
    assertThat(dataset.manifest().vocab()).containsExactly("neg", "pos");
    assertThat(dataset.tokenCounts().where("token = 'b'").head().getLong(2)).isEqualTo(2);
  }

  @Test
  void statesTokensTypesUnknownRateAndLengths() {
    folder()
        .text("train/a/1.txt", "x y")
        .text("train/b/1.txt", "x y z z")
        .text("valid/a/1.txt", "x 𝄞");

    TextFacts facts = classes().write(table()).manifest().text();

    assertThat(facts.types()).isEqualTo(4);
    assertThat(facts.vocab()).isEqualTo(12);
    TextFacts.SplitFacts train = facts.of(Split.TRAIN);
    assertThat(train)
        .isEqualTo(new TextFacts.SplitFacts(2, 8, 0, 8, 10, List.of(3, 3, 3, 3, 5, 5, 5, 5)));
    assertThat(facts.of(Split.VALID).unknownRate()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(facts.of(Split.VALID).characters()).as("code points").isEqualTo(3);
    assertThat(facts.of(Split.VALID).charactersPerToken()).isEqualTo(1);
    assertThat(facts.of(Split.TEST).documents()).isZero();
    assertThat(facts.rules()).contains("whitespace, lines end with <eos>");
  }

  @Test
  void putsBadDocumentsInTheQuarantine() {
    folder()
        .text("train/a/1.txt", "good")
        .text("train/b/1.txt", "good too")
        .text("valid/a/1.txt", "good")
        .text("train/a/empty.txt", "")
        .text("train/a/blank.txt", " \n\t\u00A0".replace("\u00A0", " "))
        .bytes("train/a/latin.txt", "café".getBytes(StandardCharsets.ISO_8859_1))
        .bytes("train/a/utf16.txt", "word".getBytes(StandardCharsets.UTF_16LE))
        .text("train/a/long.txt", "x".repeat(100))
        .text("train/loose.txt", "no label");

    PreparedDataset dataset =
        split()
            .process(new Texts(PLAIN.rules(), PLAIN.limits(), 99), Targets.categories())
            .maxQuarantined(1)
            .write(table());

    assertThat(dataset.quarantine().select("key", "reason").collectAsList())
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder(
            "train/a/empty.txt empty",
            "train/a/blank.txt empty",
            "train/a/latin.txt invalid-utf-8",
            "train/a/utf16.txt null-bytes",
            "train/a/long.txt too-many-bytes",
            "train/loose.txt no-label");
    assertThat(dataset.quarantine().where("reason = 'invalid-utf-8'").head().getString(2))
        .isEqualTo("byte 3 is 0xe9, which is not UTF-8");
    assertThat(dataset.manifest().items()).isEqualTo(3);
    dataset.manifest().accounting().check();
  }

  @Test
  void refusesToWriteAboveTheQuarantineBudget() {
    folder()
        .text("train/a/1.txt", "a")
        .text("train/b/1.txt", "b")
        .text("valid/a/1.txt", "c")
        .text("train/b/2.txt", "");

    assertThatThrownBy(() -> classes().maxQuarantined(0.2).write(table()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("25.00 %")
        .hasMessageContaining("empty=1");
  }

  @Test
  void takesAwayAByteOrderMarkAndKeepsEverySortOfText() {
    folder()
        .text("train/a/1.txt", "\uFEFFfirst word")
        .text("train/b/1.txt", "שלום \u202Bעולם\u202C 👩\u200D🚀 &amp; <b>x</b>")
        .text("valid/a/1.txt", "\uFEFFfirst");

    PreparedDataset dataset =
        split()
            .process(Texts.tokenize().within(new VocabLimits(100, 1)), Targets.categories())
            .write(table());

    assertThat(dataset.rows().where("key = 'train/a/1.txt'").head().<String>getAs("content"))
        .isEqualTo("first word");
    assertThat(dataset.tokenVocab().tokens()).contains("שלום", "עולם", "👩\u200D🚀", "&", "first");
  }

  @Test
  void preparesForALanguageModelWithoutLabels() {
    folder().text("train.txt", "a b\n\nc\n").text("valid.txt", "a\n").text("notes.txt", "x");

    PreparedDataset dataset =
        Scan.texts(SPARK, source.toString(), Documents.lines())
            .label(Labeler.none())
            .split(Splitter.byName(SplitNames.of("train", "valid")))
            .process(PLAIN, Targets.none())
            .write(table());

    assertThat(described(dataset))
        .containsExactlyInAnyOrder(
            "train.txt#000000001 null train [9, 10, 8]",
            "train.txt#000000003 null train [11, 8]",
            "valid.txt#000000001 null valid [9, 8]");
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("blank-line", 1L, "no-split", 1L));
    assertThat(dataset.manifest().scanned()).isEqualTo(5);
    assertThat(dataset.manifest().vocab()).isEmpty();
    assertThat(dataset.manifest().labels()).isEmpty();
    assertThat(dataset.manifest().count(Split.TRAIN)).isEqualTo(2);
  }

  @Test
  void cutsAFileIntoSectionsThatLoseNoLine() {
    folder()
        .text("train.txt", " \n = One = \n \n a \n = No title = \n \n = Two = \n b \n")
        .text("valid.txt", "preface\n\n = One = \nx");

    Items<Texts> items = Scan.texts(SPARK, source.toString(), Documents.sections("^ = [^=]* = $"));

    assertThat(
            items.contents(1000).collectAsList().stream()
                .collect(
                    Collectors.toMap(
                        row -> row.getString(0),
                        row -> new String(row.<byte[]>getAs(1), StandardCharsets.UTF_8))))
        .isEqualTo(
            Map.of(
                "train.txt#000000001", " \n = One = \n \n a \n = No title = \n \n",
                "train.txt#000000007", " = Two = \n b \n",
                "valid.txt#000000001", "preface\n\n",
                "valid.txt#000000003", " = One = \nx"));
  }

  @Test
  void readsCsvAsTheStandardHasIt() {
    folder()
        .text(
            "part-1.csv",
            "\uFEFFid,label,text,part\r\n1,pos,\"one, \"\"two\"\"\nthree\",train\r\n"
                + "2,neg,plain,train\r\n\r\n3,pos,too,many,fields\r\n4,\"\",unlabelled,train\r\n"
                + "5,pos,good,valid\r\n6,pos,\"quoted\" tail,train\r\n7,neg,lost,dev\r\n")
        .text("part-2.csv", "id,label,text,part\n8,neg,last,valid");
    TextColumns columns =
        new TextColumns(Optional.of("id"), "text", Optional.of("label"), Optional.of("part"));

    PreparedDataset dataset =
        Scan.textTable(SPARK, source.toString(), columns)
            .label(Labeler.column())
            .split(Splitter.byColumn(SplitNames.of("train", "valid")))
            .process(PLAIN, Targets.categories())
            .maxQuarantined(1)
            .write(table());

    assertThat(dataset.rows().orderBy("key").select("key", "label", "content").collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactly("1|pos|one, \"two\"\nthree", "2|neg|plain", "5|pos|good", "8|neg|last");
    assertThat(dataset.manifest().quarantined())
        .isEqualTo(Map.of("malformed-row", 2L, "no-label", 1L));
    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("blank-line", 1L, "no-split", 1L));
    assertThat(dataset.manifest().scanned()).isEqualTo(9);
  }

  @Test
  void makesKeysOfFileAndRowWhereACsvHasNone() {
    folder().text("a.csv", "text\nfirst\nsecond\n").text("b.csv", "text\nfirst\n");

    Items<Texts> items = Scan.textTable(SPARK, source.toString(), TextColumns.text("text"));

    assertThat(keys(items))
        .containsExactly("a.csv#000000001", "a.csv#000000002", "b.csv#000000001");
  }

  @Test
  void makesKeysOfTheContentWhereRowsHaveNoOrder() {
    Dataset<Row> rows = SPARK.sql("SELECT * FROM VALUES ('x', 1), ('y', 2), ('x', 2) AS t(t, n)");
    rows.repartition(3).write().parquet(source.resolve("parquet").toString());
    rows.coalesce(1).write().format("delta").save(source.resolve("delta").toString());
    TextColumns columns = TextColumns.text("t");

    List<String> parquet =
        keys(Scan.textTable(SPARK, source.resolve("parquet").toString(), columns));

    assertThat(parquet).hasSize(3).allMatch(key -> key.matches("[0-9a-f]{32}(-2)?"));
    assertThat(keys(Scan.textTable(SPARK, source.resolve("delta").toString(), columns)))
        .isEqualTo(parquet);
  }

  @Test
  void refusesTablesThatDoNotFit() {
    folder()
        .text("one/a.csv", "id,text\n1,x\n1,y\n")
        .text("open/a.csv", "id,text\n1,x\n2,\"never closed\n3,z\n")
        .bytes("packed/a.csv.gz", "id,text\n1,x\n".getBytes(StandardCharsets.UTF_8));
    TextColumns keyed =
        new TextColumns(Optional.of("id"), "text", Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Scan.textTable(SPARK, source + "/one", keyed))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("1 keys")
        .hasMessageContaining("\"1\", 2 times");
    assertThatThrownBy(() -> Scan.textTable(SPARK, source + "/open", keyed))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("File a.csv")
        .hasMessageContaining("a quote opened in record 3, the header counted, is never closed");
    assertThatThrownBy(() -> Scan.textTable(SPARK, source + "/packed", keyed))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("File a.csv.gz")
        .hasMessageContaining("not gzip");
    assertThatThrownBy(() -> Scan.textTable(SPARK, source + "/one", TextColumns.text("review")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("no column \"review\", only [id, text]");
    assertThatThrownBy(
            () ->
                Scan.textTable(SPARK, source + "/one/a.csv", TextColumns.text("text"))
                    .label(Labeler.column()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Labels by column");
  }

  @Test
  void skipsDocumentsWithoutALabelWhereItIsTold() {
    folder().text("a.csv", "label,text,part\na,x,t\nb,y,t\n ,z,t\na,w,v\n,q,v\n");
    TextColumns columns =
        new TextColumns(Optional.empty(), "text", Optional.of("label"), Optional.of("part"));

    PreparedDataset dataset =
        Scan.textTable(SPARK, source.toString(), columns)
            .label(Labeler.column())
            .split(Splitter.byColumn(SplitNames.of("t", "v")))
            .process(PLAIN, Targets.categories().onBlank(BlankLabel.SKIP))
            .maxQuarantined(0)
            .write(table());

    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("no-label", 2L));
    assertThat(dataset.manifest().items()).isEqualTo(3);
  }

  @Test
  void drawsValidFromTrainAndLeavesTestAlone() {
    for (int i = 0; i < 40; i++) {
      folder().text("train/%s/%d.txt".formatted(i % 2 == 0 ? "a" : "b", i), "word " + i);
      folder().text("test/a/%d.txt".formatted(i), "word " + i);
    }

    PreparedDataset dataset =
        Scan.texts(SPARK, source.toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder(SplitNames.validFrom("train", 0.25, 3).test("test")))
            .process(PLAIN, Targets.categories())
            .write(table());

    assertThat(dataset.manifest().count(Split.TEST)).isEqualTo(40);
    assertThat(dataset.manifest().count(Split.VALID)).isBetween(4L, 16L);
    assertThat(dataset.rows(Split.VALID).where("key not like 'train/%'").count()).isZero();
    assertThat(dataset.manifest().seed()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(VocabKind.class)
  void givesTheSameVocabularyAndTokensOnAnyNumberOfPartitions(VocabKind kind) {
    Texts texts =
        Texts.tokenize()
            .by(TextRules.standard().with(kind))
            .within(new VocabLimits(300, 2)); // more than there are words, fewer than pieces
    for (int i = 0; i < 30; i++) {
      folder()
          .text(
              "%s/%s/%d.txt".formatted(i < 20 ? "train" : "valid", "ab".charAt(i % 2), i),
              "one two%d three%d. One %s!".formatted(i % 3, i % 5, "so ".repeat(i % 7)));
    }
    List<String> first = List.of();
    for (int partitions : new int[] {1, 3, 8}) {
      PreparedDataset dataset =
          Scan.texts(SPARK, source.toString())
              .inPartitions(partitions)
              .label(Labeler.parentFolder())
              .split(Splitter.byFolder("train", "valid"))
              .process(texts, Targets.categories())
              .write(table() + partitions);
      List<String> all = new java.util.ArrayList<>(dataset.tokenVocab().tokens());
      all.addAll(described(dataset).stream().sorted().toList());
      all.add(dataset.manifest().text().splits().toString());
      if (!first.isEmpty()) {
        assertThat(all).isEqualTo(first);
      }
      first = all;
    }
    assertThat(first).hasSizeGreaterThan(30);
  }

  @Test
  void cutsWordsIntoPiecesSoThatNoneIsUnknown() {
    folder()
        .text("train/a/1.txt", "aab aab")
        .text("train/b/1.txt", "aab b")
        .text("valid/a/1.txt", "aab q 𝄞");
    Texts pieces =
        Texts.tokenize()
            .by(TextRules.none(Tokenizer.whitespace("<eos>")).with(VocabKind.SUBWORDS))
            .within(new VocabLimits(258, 3));

    PreparedDataset dataset = split().process(pieces, Targets.categories()).write(table());

    Vocab vocab = dataset.tokenVocab();
    assertThat(vocab.size()).isEqualTo(8 + 258);
    assertThat(vocab.tokens().subList(264, 266)).containsExactly("Ġa", "ab");
    TextFacts facts = dataset.manifest().text();
    assertThat(facts.types()).as("words").isEqualTo(3);
    assertThat(facts.of(Split.VALID).unknown()).isZero();
    assertThat(facts.of(Split.VALID).words()).isEqualTo(4);
    assertThat(facts.of(Split.VALID).characters()).isEqualTo(7);
    assertThat(facts.of(Split.VALID).tokens()).isEqualTo(2 + 2 + 5 + 6);
    assertThat(dataset.tokenCounts().where("token = 'ab'").head().getLong(2)).isEqualTo(3);
    assertThat(dataset.tokenCounts().where("token = 'Ġ'").head().getLong(2)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(VocabKind.class)
  void numbersTokensByAGivenVocabularyAndTellsWhatItLacks(VocabKind kind) {
    folder()
        .text("train/a/1.txt", "new new")
        .text("train/b/1.txt", "old b")
        .text("valid/a/1.txt", "old new");
    TextRules rules = TextRules.none(Tokenizer.whitespace()).with(kind);
    Vocab given = kind.fit(Map.of("old", 3L, "b", 2L), new VocabLimits(1000, 1));
    Texts texts = PLAIN.by(rules).numberedBy(given);

    PreparedDataset dataset = split().process(texts, Targets.categories()).write(table());

    assertThat(dataset.tokenVocab()).isEqualTo(given);
    assertThat(dataset.rows(Split.VALID).select("tokens").head().<Integer>getList(0))
        .first()
        .isEqualTo(given.numericalize(List.of("old"))[0]);
    assertThat(dataset.manifest().text().of(Split.TRAIN).unknown())
        .isEqualTo(kind == VocabKind.WORDS ? 2 : 0);
    String old = given.token(given.numericalize(List.of("old"))[0]);
    assertThat(dataset.tokenCounts().where(col("token").equalTo(old)).head().getLong(2))
        .isEqualTo(1);
  }

  @Test
  void dropsDuplicatesBeforeItCountsWordsAndCountsWhatHasSeveralLabels() {
    folder()
        .text("train/a/1.txt", "x y")
        .text("train/b/1.txt", "x y")
        .text("train/b/2.txt", "z")
        .text("train/b/3.txt", "z")
        .text("valid/a/1.txt", "x y")
        .text("valid/a/2.txt", "z z");

    PreparedDataset dataset = classes().duplicates(Duplicates.DROP).write(table());

    assertThat(dataset.manifest().skipped()).isEqualTo(Map.of("duplicate-content", 3L));
    assertThat(dataset.manifest().duplicates()).isEqualTo(3);
    assertThat(dataset.manifest().conflicting()).as("x y is a and b, z is b twice").isEqualTo(1);
    assertThat(dataset.tokenCounts().where("token = 'x'").head().getLong(2)).isEqualTo(1);
  }

  @Test
  void refusesAVocabularyWithoutAWordAndTakesOneOfOne() {
    folder().text("train/a/1.txt", "x y").text("train/b/1.txt", "x z").text("valid/a/1.txt", "w");
    Texts common = Texts.tokenize().by(TextRules.none(Tokenizer.whitespace()));

    PreparedDataset dataset =
        split().process(common.within(new VocabLimits(10, 2)), Targets.categories()).write(table());

    assertThat(dataset.tokenVocab().tokens()).hasSize(9).endsWith("x");
    assertThat(dataset.manifest().text().of(Split.VALID).unknownRate()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                split()
                    .process(common.within(new VocabLimits(10, 3)), Targets.categories())
                    .write(table()))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("lower the min frequency");
    assertThat(PreparedDataset.open(SPARK, table()).version()).isZero();
  }

  @Test
  void takesADocumentOfTenMegabytes() {
    folder()
        .text("train/a/1.txt", "word ".repeat(2_000_000))
        .text("train/b/1.txt", "other")
        .text("valid/a/1.txt", "word");

    TextFacts facts = classes().write(table()).manifest().text();

    assertThat(facts.of(Split.TRAIN).tokens()).isEqualTo(2_000_003);
  }

  private ImageFolder folder() {
    return new ImageFolder(source);
  }

  private SplitItems<Texts> split() {
    return Scan.texts(SPARK, source.toString())
        .inPartitions(2)
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "valid"));
  }

  private ProcessedItems<Texts> classes() {
    return split().process(PLAIN, Targets.categories());
  }

  private String table() {
    return target.resolve("data").toString();
  }

  private static List<String> keys(Items<Texts> items) {
    return items.rows().select("key").orderBy("key").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> described(PreparedDataset dataset) {
    return dataset.rows().collectAsList().stream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.<String>getAs("key"),
                        row.<String>getAs("label"),
                        row.<String>getAs("split"),
                        row.<Integer>getList(row.fieldIndex("tokens"))))
        .toList();
  }
}
