package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Which split an item belongs to: a function of its key, of a list of keys, or of a column of the
 * table it is from. No item moves when others come or go; a stratified split alone needs the
 * version before for that.
 */
public sealed interface Splitter extends Serializable
    permits ByFold,
        ByGroup,
        ByList,
        Splitter.ByColumn,
        Splitter.ByFolder,
        Splitter.ByHash,
        Splitter.ByName,
        Stratified {

  /**
   * By the first folder of the key, as in {@code train/cat/1.png}. Items of any other folder are
   * skipped and counted.
   *
   * @param train name of the folder of train
   * @param valid name of the folder of valid
   */
  static Splitter byFolder(String train, String valid) {
    return byFolder(SplitNames.of(train, valid));
  }

  /** By the first folder of the key; items of folders that have no split are skipped. */
  static Splitter byFolder(SplitNames folders) {
    return new ByFolder(folders);
  }

  /**
   * By the first part of the key, folder or file, up to its first dot: {@code train} for {@code
   * train.txt}, {@code train.txt#000000001} and {@code train/1.txt}. Items of other names are
   * skipped and counted.
   */
  static Splitter byName(SplitNames names) {
    return new ByName(names);
  }

  /**
   * By the values of the split column of the table that was scanned. Items of other values, or of
   * none, are skipped and counted.
   */
  static Splitter byColumn(SplitNames values) {
    return new ByColumn(values);
  }

  /**
   * By a stable hash of the key: an item never moves when others come or go.
   *
   * @param validFraction probability in (0, 1) of an item to be in valid
   * @param seed another seed is another split
   */
  static Splitter byHash(double validFraction, long seed) {
    return new ByHash(validFraction, seed);
  }

  /**
   * The same share of every label is valid, to the nearest item; which ones, a stable hash of their
   * keys says. What an item gets depends on how many others there are: no item moves when the data
   * grow as long as each preparation goes on from the one before, see {@link ProcessedItems#since}.
   *
   * @param validFraction share in (0, 1) of each label that is valid
   * @param seed another seed is another split
   */
  static Splitter stratified(double validFraction, long seed) {
    return new Stratified(validFraction, seed);
  }

  /**
   * One fold of k is valid, the others are train, by a stable hash of the key. The k splits of the
   * same seed share out the items: each is in valid once.
   *
   * @param fold which is valid, from 1 to {@code folds}
   * @param folds at least 2
   * @param seed another seed is another partition
   */
  static Splitter byFold(int fold, int folds, long seed) {
    return new ByFold(fold, folds, seed);
  }

  /**
   * Items that belong together, such as those of one patient or one film, stay together: by a
   * stable hash of their group. Items whose key names no group are skipped and counted.
   *
   * @param group what of a key names its group
   * @param validFraction probability in (0, 1) of a group to be in valid
   * @param seed another seed is another split
   */
  static Splitter byGroup(KeyPattern group, double validFraction, long seed) {
    return new ByGroup(group, new ByHash(validFraction, seed));
  }

  /**
   * What a text file lists is valid, all else is train: UTF-8, a key in each line, relative to the
   * root of the scan; {@code ./} in front and Unicode's normal form do not matter.
   *
   * @param valid path or URI of the list of valid
   * @param test the same of test; empty for no test
   */
  static Splitter byList(String valid, String test) {
    return new ByList(valid, test);
  }

  /**
   * The rows with a column {@code split}, null for an item that has none. A list is read now.
   *
   * @throws IllegalStateException if the rows lack the column that it takes
   * @throws DataContractException if a list cannot be read, names no item, or names one that
   *     another names too
   */
  Dataset<Row> split(Dataset<Row> rows);

  /**
   * The rows as {@link #split} gave them, but items that had a split before keep it: nobody changes
   * side when the data grow.
   *
   * @param rows with the columns {@code split} and {@code before}, null for an item that is new
   */
  default Dataset<Row> keeping(Dataset<Row> rows) {
    return rows.withColumn("split", coalesce(col("before"), col("split")));
  }

  /** How many folders at the front of the key name the split, and so cannot be the label. */
  default int leadingFolders() {
    return 0;
  }

  /** What it draws by, if it draws. */
  Optional<Long> drawnBy();

  /** See {@link #byFolder(SplitNames)}. */
  record ByFolder(SplitNames folders) implements Splitter {
    public ByFolder {
      requireNonNull(folders, "folders");
      if (folders.all().stream().anyMatch(name -> name.contains("/"))) {
        throw new IllegalArgumentException(
            "Splitter byFolder needs folder names without \"/\", got " + folders.all());
      }
    }

    @Override
    public Dataset<Row> split(Dataset<Row> rows) {
      Column key = col("key");
      Column folder = when(key.contains("/"), substring_index(key, "/", 1));
      return rows.withColumn("split", folders.split(folder, key));
    }

    @Override
    public int leadingFolders() {
      return 1;
    }

    @Override
    public Optional<Long> drawnBy() {
      return folders.drawnBy();
    }
  }

  /** See {@link #byName(SplitNames)}. */
  record ByName(SplitNames names) implements Splitter {
    public ByName {
      requireNonNull(names, "names");
    }

    @Override
    public Dataset<Row> split(Dataset<Row> rows) {
      Column key = col("key");
      Column name = substring_index(substring_index(key, "/", 1), ".", 1);
      return rows.withColumn("split", names.split(name, key));
    }

    @Override
    public int leadingFolders() {
      return 1;
    }

    @Override
    public Optional<Long> drawnBy() {
      return names.drawnBy();
    }
  }

  /** See {@link #byColumn(SplitNames)}. */
  record ByColumn(SplitNames values) implements Splitter {
    public ByColumn {
      requireNonNull(values, "values");
    }

    @Override
    public Dataset<Row> split(Dataset<Row> rows) {
      Column given = trim(GivenColumn.require(rows, "given_split", "Splits"));
      return rows.withColumn("split", values.split(given, col("key")));
    }

    @Override
    public Optional<Long> drawnBy() {
      return values.drawnBy();
    }
  }

  /** See {@link #byHash}. */
  record ByHash(double validFraction, long seed) implements Splitter {
    public ByHash {
      if (!(validFraction > 0 && validFraction < 1)) {
        throw new IllegalArgumentException(
            "Splitter byHash validFraction must be in (0, 1), got " + validFraction);
      }
    }

    /** The split of the item with this key. */
    public Split of(String key) {
      return new Seed(seed).derive("split").fraction(key) < validFraction
          ? Split.VALID
          : Split.TRAIN;
    }

    @Override
    public Dataset<Row> split(Dataset<Row> rows) {
      return rows.withColumn("split", of(col("key")));
    }

    Column of(Column key) {
      UDF1<String, String> split = text -> of(text).text();
      return udf(split, DataTypes.StringType).apply(key);
    }

    @Override
    public Optional<Long> drawnBy() {
      return Optional.of(seed);
    }
  }
}
