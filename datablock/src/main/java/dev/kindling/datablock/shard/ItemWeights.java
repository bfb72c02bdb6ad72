package dev.kindling.datablock.shard;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.KeyPattern;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * How much each record of a shard counts beside the others: by the group that it is in. Immutable.
 */
public sealed interface ItemWeights extends Serializable {
  /** How much a record of each group counts, 0 or more. */
  List<Double> weights();

  /**
   * The group of one record.
   *
   * @param index in [0, {@code shard.size()})
   * @return index of its weight
   */
  int group(Shard shard, int index);

  /**
   * By the record's target.
   *
   * @param weights by category index
   */
  record ByTarget(List<Double> weights) implements ItemWeights {
    public ByTarget {
      weights = List.copyOf(weights);
      requireWeights(weights);
    }

    @Override
    public int group(Shard shard, int index) {
      return shard.target(index);
    }
  }

  /**
   * By a part of the record's key.
   *
   * @param source what of a key names its source
   * @param sources names, each once
   * @param weights of the sources, in the same order
   */
  record BySource(KeyPattern source, List<String> sources, List<Double> weights)
      implements ItemWeights {
    public BySource {
      requireNonNull(source, "source");
      sources = List.copyOf(sources);
      weights = List.copyOf(weights);
      if (weights.size() != sources.size() || Set.copyOf(sources).size() != sources.size()) {
        throw new IllegalArgumentException(
            "Every source needs a weight, got %s and %s".formatted(sources, weights));
      }
      requireWeights(weights);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the record is of no such source
     */
    @Override
    public int group(Shard shard, int index) {
      String key = shard.key(index);
      int group = sources.indexOf(source.in(key).orElse(""));
      if (group < 0) {
        throw new IllegalStateException(
            "Key \"%s\" is of none of the sources %s by \"%s\"".formatted(key, sources, source));
      }
      return group;
    }
  }

  private static void requireWeights(List<Double> weights) {
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("A weight must be 0 or more, got " + weight);
      }
    }
  }
}
