package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.kindling.datablock.process.ChannelStatistics;
import dev.kindling.datablock.process.Each;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.TextProcessor;
import dev.kindling.datablock.process.TextRow;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.TableWriter;
import dev.kindling.datablock.table.TextFacts;
import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.TokenCounts;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.datablock.text.VocabKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Texts: cut into tokens, the vocabulary fitted on train, the tokens numbered. */
record TextStage(Texts texts, Targets targets) implements Stage {
  private static final StructType TABLE =
      new StructType()
          .add("key", StringType)
          .add("content", StringType)
          .add("sha256", StringType)
          .add("label", StringType)
          .add("split", StringType)
          .add("group", StringType)
          .add("tokens", DataTypes.createArrayType(IntegerType, false));

  private static final StructType LENGTHS =
      new StructType()
          .add("split", StringType)
          .add("length", IntegerType)
          .add("unknown", LongType)
          .add("words", LongType)
          .add("characters", LongType);

  @Override
  public Origin described(Origin origin) {
    return origin
        .set("text.rules", texts.rules().text())
        .set("text.max-vocab", texts.limits().maxSize())
        .set("text.min-frequency", texts.limits().minFrequency())
        .set("text.vocabulary-given", texts.vocab().isPresent())
        .set("text.max-bytes", texts.maxBytes())
        .set("targets", targets.kind())
        .set("blank-label", targets.blank());
  }

  /** Texts are not compared but for exact equality. */
  @Override
  public NearDuplicates nearDuplicates() {
    return NearDuplicates.IGNORE;
  }

  @Override
  public StructType schema() {
    return TextRow.SCHEMA;
  }

  @Override
  public StructType facts() {
    return TextRow.FACTS;
  }

  @Override
  public FlatMapFunction<Iterator<Row>, Row> processor(FileTree tree) {
    TextProcessor processor = new TextProcessor(tree, texts.rules(), texts.maxBytes(), targets);
    return documents -> new Each<>(documents, processor::process);
  }

  @Override
  public boolean needsLabels() {
    return targets.needLabels();
  }

  @Override
  public long maxBytes() {
    return texts.maxBytes();
  }

  /** The vocabulary. */
  @Override
  public boolean fitsOnContents() {
    return true;
  }

  @Override
  public Prepared prepared(Dataset<Row> kept, Dataset<Row> facts, TableWriter writer) {
    SparkSession spark = kept.sparkSession();
    JavaRDD<List<String>> train =
        kept.where(col("split").equalTo(Split.TRAIN.text()))
            .select("tokens")
            .toJavaRDD()
            .map(row -> TextRow.tokens(row.getString(0)));
    TokenCounts counts = TokenCounts.of(train, texts.limits().minFrequency());
    Vocab vocab =
        texts.vocab().orElseGet(() -> texts.rules().vocab().fit(counts.frequent(), texts.limits()));
    Broadcast<Vocab> known =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(vocab);
    SortedMap<String, TextFacts.SplitFacts> splits = splits(spark, kept, known);
    Map<String, Long> occurrences =
        texts.rules().vocab() == VocabKind.WORDS && texts.vocab().isEmpty()
            ? counts.frequent()
            : occurrences(train, known);
    long version = writer.writeVocab(vocab, occurrences, UUID.randomUUID().toString());
    JavaRDD<Row> rows =
        kept.select("key", "content", "sha256", "label", "split", "tokens")
            .toJavaRDD()
            .map(row -> numbered(row, known.value()));
    return new Prepared(
        spark.createDataFrame(rows, TABLE),
        Kind.TEXT,
        0,
        new ChannelStatistics(List.of(), List.of()),
        QualityFacts.NONE,
        new Manifest.Transforms(0),
        new TextFacts(texts.rules().text(), vocab.size(), counts.types(), version, splits),
        Optional.of(vocab));
  }

  /** How often each token of the vocabulary occurs. */
  private static Map<String, Long> occurrences(
      JavaRDD<List<String>> documents, Broadcast<Vocab> known) {
    JavaRDD<List<String>> tokens =
        documents.map(
            words -> {
              Vocab vocab = known.value();
              return Arrays.stream(vocab.numericalize(words)).mapToObj(vocab::token).toList();
            });
    return TokenCounts.of(tokens, 1).frequent();
  }

  private static Row numbered(Row row, Vocab vocab) {
    return RowFactory.create(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        row.get(4),
        null,
        vocab.numericalize(TextRow.tokens(row.getString(5))));
  }

  private static SortedMap<String, TextFacts.SplitFacts> splits(
      SparkSession spark, Dataset<Row> kept, Broadcast<Vocab> known) {
    JavaRDD<Row> lengths =
        kept.select("split", "tokens", "content")
            .toJavaRDD()
            .map(row -> lengthOf(row, known.value()));
    Map<String, List<TextFacts.Length>> bySplit = new TreeMap<>();
    for (Row row :
        spark
            .createDataFrame(lengths, LENGTHS)
            .groupBy("split", "length")
            .agg(count(lit(1)), sum("unknown"), sum("words"), sum("characters"))
            .collectAsList()) {
      bySplit
          .computeIfAbsent(row.getString(0), any -> new ArrayList<>())
          .add(
              new TextFacts.Length(
                  row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
    }
    SortedMap<String, TextFacts.SplitFacts> splits = new TreeMap<>();
    bySplit.forEach((split, found) -> splits.put(split, TextFacts.SplitFacts.of(found)));
    return splits;
  }

  private static Row lengthOf(Row row, Vocab vocab) {
    List<String> words = TextRow.tokens(row.getString(1));
    String text = row.getString(2);
    int[] ids = vocab.numericalize(words);
    long unknown = Arrays.stream(ids).filter(id -> id == SpecialToken.UNKNOWN.index()).count();
    return RowFactory.create(
        row.getString(0),
        ids.length,
        unknown,
        (long) words.size(),
        (long) text.codePointCount(0, text.length()));
  }
}
