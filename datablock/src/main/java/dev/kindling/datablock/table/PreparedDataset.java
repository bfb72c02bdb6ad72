package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.quality.ItemQuality;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One version of a prepared dataset: a Delta table, its manifest and its quarantine. (path,
 * version) names exactly one dataset for ever. Immutable; opening reads the table's log only.
 */
public final class PreparedDataset {
  private static final StructType QUARANTINE =
      StructType.fromDDL("key STRING, reason STRING, detail STRING, sha256 STRING");

  static final StructType VOCAB = StructType.fromDDL("index INT, token STRING, count BIGINT");

  private final SparkSession spark;
  private final String path;
  private final long version;
  private final Manifest manifest;

  private PreparedDataset(SparkSession spark, String path, long version, Manifest manifest) {
    this.spark = spark;
    this.path = path;
    this.version = version;
    this.manifest = manifest;
  }

  static PreparedDataset of(SparkSession spark, String path, long version, Manifest manifest) {
    return new PreparedDataset(spark, path, version, manifest);
  }

  /**
   * The latest version.
   *
   * @throws DataContractException if there is no prepared dataset at the path
   */
  public static PreparedDataset open(SparkSession spark, String path) {
    Versions versions = Versions.of(requireNonNull(spark, "spark"), requireNonNull(path, "path"));
    long version = versions.latest();
    return new PreparedDataset(spark, path, version, versions.manifest(version));
  }

  /** The latest version; empty if there is no Delta table at the path. */
  public static Optional<PreparedDataset> find(SparkSession spark, String path) {
    return Versions.newest(spark, path) == Versions.NONE
        ? Optional.empty()
        : Optional.of(open(spark, path));
  }

  /**
   * A stated version.
   *
   * @throws DataContractException if there is no prepared dataset of that version at the path
   */
  public static PreparedDataset open(SparkSession spark, String path, long version) {
    Versions versions = Versions.of(requireNonNull(spark, "spark"), requireNonNull(path, "path"));
    return new PreparedDataset(spark, path, version, versions.manifest(version));
  }

  /**
   * All items, in no particular order. Columns of texts: {@code key} string (unique), {@code
   * content} string (the text), {@code sha256} string (hexadecimal, of the text in UTF-8), {@code
   * label} string or null, {@code split} string, {@code group} string or null, {@code tokens} array
   * of int (indices into {@link #tokenVocab()}).
   *
   * <p>Columns of images: {@code key} string (path below the source, unique), {@code content}
   * binary (encoded image), {@code format} string ({@code jpeg}, {@code png}, …), {@code width},
   * {@code height} int (pixels, upright), {@code sha256} string (hexadecimal, of the file as
   * found), {@code label} string, {@code split} string ({@code train}, {@code valid} or {@code
   * test}), {@code group} string or null (items that belong together).
   */
  public Dataset<Row> rows() {
    return spark.read().format("delta").option("versionAsOf", version).load(path);
  }

  /** The items of one split; columns as {@link #rows()}. */
  public Dataset<Row> rows(Split split) {
    return rows().where(col("split").equalTo(split.text()));
  }

  /**
   * Items of a split by a part of their keys, in order; {@code ""} counts those without. One Spark
   * job.
   */
  public SortedMap<String, Long> counts(Split split, KeyPattern part) {
    TreeMap<String, Long> counts = new TreeMap<>();
    rows(split)
        .groupBy(coalesce(part.in(col("key")), lit("")).as("part"))
        .count()
        .toLocalIterator()
        .forEachRemaining(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  /**
   * The items that were put aside. Columns: {@code key} string, {@code reason} string (code of a
   * {@link dev.kindling.datablock.QuarantineReason}), {@code detail} string, {@code sha256} string
   * or null if the bytes could not be read.
   */
  public Dataset<Row> quarantine() {
    if (manifest.quarantineVersion() == Manifest.NOTHING_QUARANTINED) {
      return spark.createDataFrame(List.of(), QUARANTINE);
    }
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", manifest.quarantineVersion())
        .load(quarantinePath(path));
  }

  /**
   * What was found of every item of the source, so that a later version need not read it again;
   * empty for a version by a program that kept no ledger.
   *
   * <p>Columns: {@code key} string (unique); {@code size} long (bytes) and {@code modified} long
   * (milliseconds since 1970) of its file, null where it has none or they do not tell its content;
   * {@code given} string, the label that the labeler gave, or null; {@code drawn} string, the split
   * that the splitter gave; {@code sha256} string, null if the bytes could not be read; {@code
   * reason} and {@code detail} strings, null but in quarantine; of images {@code mean_0} to {@code
   * mean_2} and {@code square_0} to {@code square_2}, longs, their channels' means and mean squares
   * in units of 2^-20 of a grey level, {@code look}, array of long, their perceptual hash or null,
   * and {@code quality}, as {@link ItemQuality#SCHEMA} or null; {@code kept} boolean, whether it is
   * in the table; {@code label}, {@code split} and {@code group} strings, those of its row in the
   * table, or what they would be.
   */
  public Optional<Dataset<Row>> ledger() {
    if (manifest.ledgerVersion() == Manifest.NO_LEDGER) {
      return Optional.empty();
    }
    return Optional.of(
        spark
            .read()
            .format("delta")
            .option("versionAsOf", manifest.ledgerVersion())
            .load(ledgerPath(path)));
  }

  /**
   * What was measured of every image of the table, copies not counted. Columns: {@code key, label,
   * split} strings, {@code quality} as {@link ItemQuality#SCHEMA}. Empty if nothing was measured:
   * by a program of before, or because the items are texts.
   */
  public Optional<Dataset<Row>> quality() {
    return ledger()
        .filter(rows -> List.of(rows.columns()).contains("quality"))
        .map(rows -> rows.where(col("kept")).select("key", "label", "split", "quality"));
  }

  /** The newest version of the table now, whoever committed it. */
  public long newest() {
    return Versions.newest(spark, path);
  }

  /** What its items are. */
  public Kind kind() {
    return manifest.kind();
  }

  /**
   * Itself, if its items are of this kind.
   *
   * @throws DataContractException if they are of another
   */
  public PreparedDataset require(Kind kind) {
    if (kind() != kind) {
      throw new DataContractException(
          "%s holds items of kind %s, not %s: name a dataset that was prepared with data.kind = %s"
              .formatted(this, kind().text(), kind.text(), kind.text()));
    }
    return this;
  }

  /**
   * The vocabulary that the tokens of its texts are indices into.
   *
   * @throws DataContractException if it holds no texts, or its vocabulary is damaged
   */
  public Vocab tokenVocab() {
    List<String> tokens =
        tokenCounts().select("token").orderBy("index").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    if (tokens.size() != manifest.text().vocab()) {
      throw new DataContractException(
          "The vocabulary at %s has %d tokens, expected %d: prepare the dataset again"
              .formatted(vocabPath(path), tokens.size(), manifest.text().vocab()));
    }
    return TextRules.of(manifest.text().rules()).vocab().of(tokens);
  }

  /**
   * The vocabulary as a table. Columns: {@code index} int, {@code token} string, {@code count} long
   * (occurrences in train).
   *
   * @throws DataContractException if it holds no texts
   */
  public Dataset<Row> tokenCounts() {
    require(Kind.TEXT);
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", manifest.text().vocabVersion())
        .load(vocabPath(path));
  }

  /** What this version is and how it came to be. */
  public Manifest manifest() {
    return manifest;
  }

  /** The Delta version. */
  public long version() {
    return version;
  }

  /** Where the Delta table lies, as it was given. */
  public String path() {
    return path;
  }

  /** Where the quarantine of the table at the path lies: a Delta table beside it. */
  public static String quarantinePath(String path) {
    return path.replaceAll("/+$", "") + "_quarantine";
  }

  /** Where the ledger of the table at the path lies: a Delta table beside it. */
  public static String ledgerPath(String path) {
    return path.replaceAll("/+$", "") + "_ledger";
  }

  /** Where the vocabulary of the table at the path lies: a Delta table beside it. */
  public static String vocabPath(String path) {
    return path.replaceAll("/+$", "") + "_vocab";
  }

  @Override
  public String toString() {
    return "%s version %d: %s".formatted(path, version, manifest.counts());
  }
}
