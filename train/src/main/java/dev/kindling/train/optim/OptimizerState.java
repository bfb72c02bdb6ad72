package dev.kindling.train.optim;

import java.util.List;

/**
 * What an optimizer remembers between steps: named flat vectors as long as the parameters, and the
 * number of steps taken. Mutable, owned by one loop at a time; {@link #vectors()} are live.
 */
public final class OptimizerState {
  private final List<String> names;
  private final float[][] vectors;
  private long steps;

  /** Takes ownership of the vectors, one per name. */
  public OptimizerState(List<String> names, float[][] vectors, long steps) {
    this.names = List.copyOf(names);
    this.vectors = vectors;
    this.steps = steps;
    if (names.size() != vectors.length) {
      throw new IllegalArgumentException(
          "OptimizerState needs a vector per name, got %d names and %d vectors"
              .formatted(names.size(), vectors.length));
    }
  }

  /** The vectors' names, such as {@code average} and {@code square}. */
  public List<String> names() {
    return names;
  }

  /** The live vectors, in the order of {@link #names()}. */
  public float[][] vectors() {
    return vectors;
  }

  /** Steps taken so far. */
  public long steps() {
    return steps;
  }

  /** Counts one step. */
  public void countStep() {
    steps++;
  }
}
