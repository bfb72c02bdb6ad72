package dev.kindling.train.evaluate;

import dev.kindling.datablock.Seed;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A number that was wanted and the one that was told.
 *
 * @param key the item's key
 * @param wanted its label
 * @param told by the model
 */
public record NumberPair(String key, double wanted, double told) implements Serializable {
  private static final long serialVersionUID = 1;

  /** As many as a plot can show. */
  public static final int KEPT = 2000;

  private static final Seed DRAWN = new Seed(0).derive("number-pairs");

  /** Those of both that are kept, drawn by their keys, so whatever the parts. */
  static List<NumberPair> kept(List<NumberPair> some, List<NumberPair> others) {
    return Stream.concat(some.stream(), others.stream())
        .sorted(
            Comparator.comparingDouble((NumberPair pair) -> DRAWN.fraction(pair.key()))
                .thenComparing(NumberPair::key))
        .limit(KEPT)
        .toList();
  }
}
