package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What the splits are called in the data, all different. There may be no test; valid may be a share
 * of what is called train.
 *
 * @param train name of train
 * @param valid name of valid; empty where valid is drawn from train
 * @param test name of test; empty for none
 * @param drawn draws valid from train, where it has no name
 */
@SuppressWarnings("serial") // names and numbers
public record SplitNames(String train, String valid, String test, List<Splitter.ByHash> drawn)
    implements Serializable {
  public SplitNames {
    requireNonNull(train, "train");
    requireNonNull(valid, "valid");
    requireNonNull(test, "test");
    drawn = List.copyOf(drawn);
    if (train.isEmpty() || valid.isEmpty() == drawn.isEmpty()) {
      throw new IllegalArgumentException(
          "Splits need a name for train and one for valid or a share of train, got \"%s\" and \"%s\""
              .formatted(train, valid));
    }
    List<String> all = names(train, valid, test);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("Splits need different names, got " + all);
    }
  }

  /** Train and valid, no test. */
  public static SplitNames of(String train, String valid) {
    requireNonNull(valid, "valid");
    if (valid.isEmpty()) {
      throw new IllegalArgumentException("Split valid needs a name, got \"\"");
    }
    return new SplitNames(train, valid, "", List.of());
  }

  /**
   * Valid is a share of what is called train, by a stable hash of the key; no test.
   *
   * @param validFraction probability in (0, 1) of an item of train to be in valid
   * @param seed another seed is another split
   */
  public static SplitNames validFrom(String train, double validFraction, long seed) {
    return new SplitNames(train, "", "", List.of(new Splitter.ByHash(validFraction, seed)));
  }

  /** The same with a test. */
  public SplitNames test(String name) {
    return new SplitNames(train, valid, name, drawn);
  }

  /** The names there are. */
  public List<String> all() {
    return names(train, valid, test);
  }

  Optional<Long> drawnBy() {
    return drawn.stream().flatMap(hash -> hash.drawnBy().stream()).findFirst();
  }

  /** The split of an item that is called so; null if none is. */
  Column split(Column name, Column key) {
    Column fromTrain =
        drawn.isEmpty()
            ? org.apache.spark.sql.functions.lit(Split.TRAIN.text())
            : drawn.get(0).of(key);
    Column split = when(name.equalTo(train), fromTrain);
    if (!valid.isEmpty()) {
      split = split.when(name.equalTo(valid), Split.VALID.text());
    }
    return test.isEmpty() ? split : split.when(name.equalTo(test), Split.TEST.text());
  }

  private static List<String> names(String train, String valid, String test) {
    List<String> names = new ArrayList<>(List.of(train, valid, test));
    names.removeIf(String::isEmpty);
    return names;
  }

  /** As in a message or manifest. */
  @Override
  public String toString() {
    String ofTrain =
        drawn.isEmpty() ? valid : "%s of train".formatted(drawn.get(0).validFraction());
    return "train %s, valid %s%s".formatted(train, ofTrain, test.isEmpty() ? "" : ", test " + test);
  }
}
