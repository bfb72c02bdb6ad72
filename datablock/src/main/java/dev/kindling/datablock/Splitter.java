package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
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
 * Which split an item belongs to: a function of its key, or of a column of the table it is from.
 */
public sealed interface Splitter extends Serializable {

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
   * The splits' names, null for an item that has none.
   *
   * @throws IllegalStateException if the rows lack the column that it takes
   */
  Column split(Dataset<Row> rows);

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
    public Column split(Dataset<Row> rows) {
      Column key = col("key");
      return folders.split(when(key.contains("/"), substring_index(key, "/", 1)), key);
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
    public Column split(Dataset<Row> rows) {
      Column key = col("key");
      return names.split(substring_index(substring_index(key, "/", 1), ".", 1), key);
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
    public Column split(Dataset<Row> rows) {
      return values.split(trim(GivenColumn.require(rows, "given_split", "Splits")), col("key"));
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
    public Column split(Dataset<Row> rows) {
      return of(col("key"));
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
