package dev.kindling.train.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an optimizer remembers between steps: named flat vectors as long as the parameters, and the
 * number of steps taken. Mutable, owned by one loop at a time; {@link #vectors()} are live.
 */
public final class OptimizerState {
  private final List<String> names;
  private final float[][] vectors;
  private final List<Block> blocks = new ArrayList<>();
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

  /** That many places to work in, each for one thread; kept for the next step. */
  List<Block> blocks(int count) {
    while (blocks.size() < count) {
      blocks.add(new Block(this));
    }
    return blocks;
  }

  /** A state of its own with the same values. */
  public OptimizerState copy() {
    float[][] copies = new float[vectors.length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = vectors[i].clone();
    }
    return new OptimizerState(names, copies, steps);
  }

  @Override
  public String toString() {
    return "OptimizerState(%s of length %s after %d steps)"
        .formatted(names, Arrays.stream(vectors).map(v -> v.length).toList(), steps);
  }
}
