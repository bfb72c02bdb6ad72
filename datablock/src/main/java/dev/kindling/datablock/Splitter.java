package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Which split an item belongs to: a function of its key alone. */
public sealed interface Splitter extends Serializable {

  /**
   * By the first folder of the key, as in {@code train/cat/1.png}. Items of any other folder are
   * skipped and counted.
   *
   * @param train name of the folder of train
   * @param valid name of the folder of valid
   */
  static Splitter byFolder(String train, String valid) {
    return new ByFolder(train, valid);
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

  /** The splits' names, null for an item that has none. */
  Column split(Column key);

  /** How many folders at the front of the key name the split, and so cannot be the label. */
  int leadingFolders();

  /** See {@link #byFolder}. */
  record ByFolder(String train, String valid) implements Splitter {
    public ByFolder {
      requireNonNull(train, "train");
      requireNonNull(valid, "valid");
      if (train.isEmpty() || valid.isEmpty() || train.contains("/") || valid.contains("/")) {
        throw new IllegalArgumentException(
            "Splitter byFolder needs two folder names without \"/\", got \"%s\" and \"%s\""
                .formatted(train, valid));
      }
      if (train.equals(valid)) {
        throw new IllegalArgumentException(
            "Splitter byFolder needs two different folders, got \"%s\" twice".formatted(train));
      }
    }

    @Override
    public Column split(Column key) {
      Column folder = when(key.contains("/"), substring_index(key, "/", 1));
      return when(folder.equalTo(train), Split.TRAIN.text())
          .when(folder.equalTo(valid), Split.VALID.text());
    }

    @Override
    public int leadingFolders() {
      return 1;
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
    public Column split(Column key) {
      UDF1<String, String> split = text -> of(text).text();
      return udf(split, DataTypes.StringType).apply(key);
    }

    @Override
    public int leadingFolders() {
      return 0;
    }
  }
}
