package dev.kindling.datablock.shard;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import java.util.stream.IntStream;

/**
 * Records drawn in proportion to weights, by systematic resampling: of an epoch of {@code m}
 * records, one with the share {@code s} of all weights is drawn {@code m s} times, rounded down or
 * up, never less or more, and so is a group of records. So the shares are kept in every epoch, not
 * only on average, and a record that is left out has its turn in another one. Kitagawa: "Monte
 * Carlo filter and smoother for non-Gaussian nonlinear state space models", 1996.
 *
 * @param weights of records, relative to each other
 * @param length records of an epoch over those of the shard, above 0
 */
public record WeightedSampler(ItemWeights weights, double length) implements EpochSampler {
  public WeightedSampler {
    requireNonNull(weights, "weights");
    if (!(length > 0 && Double.isFinite(length))) {
      throw new IllegalArgumentException("Sampling length must be above 0, got " + length);
    }
  }

  /** The length times the records, at least 1 unless there is none. */
  @Override
  public int count(int records) {
    return records == 0 ? 0 : (int) Math.max(1, Math.round(records * length));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no record of the shard has a weight above 0
   */
  @Override
  public int[] order(Shard shard, Seed seed, int epoch) {
    int size = shard.size();
    int[] groups = IntStream.range(0, size).map(index -> weights.group(shard, index)).toArray();
    int[] visited = grouped(EpochOrder.of(size, seed.derive("sampled"), epoch), groups);
    double[] reached = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += weights.weights().get(groups[visited[i]]);
      reached[i] = sum;
    }
    if (size > 0 && !(sum > 0)) {
      throw new IllegalStateException(
          "None of the %d records of a worker has a weight above 0 by %s; use fewer workers or other weights"
              .formatted(size, weights));
    }
    return shuffled(drawn(visited, reached, start(seed, epoch)), seed, epoch);
  }

  /** Group after group, so that each gets its share; within a group the order stays. */
  private int[] grouped(int[] order, int[] groups) {
    int[] next = new int[weights.weights().size() + 1];
    for (int group : groups) {
      next[group + 1]++;
    }
    for (int group = 1; group < next.length; group++) {
      next[group] += next[group - 1];
    }
    int[] grouped = new int[order.length];
    for (int index : order) {
      grouped[next[groups[index]]++] = index;
    }
    return grouped;
  }

  private static double start(Seed seed, int epoch) {
    return seed.derive("sampled").fraction("start of epoch " + epoch);
  }

  /** The records under evenly spaced points, the first of which lies at a part of the spacing. */
  private int[] drawn(int[] visited, double[] reached, double start) {
    int[] drawn = new int[count(visited.length)];
    int under = 0;
    for (int i = 0; i < drawn.length; i++) {
      double point = (i + start) / drawn.length * reached[reached.length - 1];
      while (under < visited.length - 1 && reached[under] <= point) {
        under++;
      }
      drawn[i] = visited[under];
    }
    return drawn;
  }

  /** A record that is drawn twice should not come twice in a row. */
  private static int[] shuffled(int[] drawn, Seed seed, int epoch) {
    int[] order = EpochOrder.of(drawn.length, seed, epoch);
    for (int i = 0; i < order.length; i++) {
      order[i] = drawn[order[i]];
    }
    return order;
  }
}
