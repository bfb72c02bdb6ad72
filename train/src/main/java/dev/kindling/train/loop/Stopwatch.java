package dev.kindling.train.loop;

import java.util.function.Supplier;

/** Measures where a loop's time goes. Parts do not overlap. */
final class Stopwatch {
  /** What is measured by itself. */
  enum Part {
    INPUT,
    ENGINE,
    LOSS,
    OPTIMIZER
  }

  private final long[] parts = new long[Part.values().length];
  private long all;

  /** Runs some of one part. */
  <T> T time(Part part, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      parts[part.ordinal()] += System.nanoTime() - start;
    }
  }

  /** Runs some of one part. */
  void time(Part part, Runnable work) {
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      parts[part.ordinal()] += System.nanoTime() - start;
    }
  }

  /** Runs what the parts are parts of. */
  <T> T all(Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      all += System.nanoTime() - start;
    }
  }

  /** Up to now; called outside of {@link #all}. */
  TimeSpent spent() {
    long measured = 0;
    for (long part : parts) {
      measured += part;
    }
    return new TimeSpent(
        parts[Part.INPUT.ordinal()],
        parts[Part.ENGINE.ordinal()],
        parts[Part.LOSS.ordinal()],
        parts[Part.OPTIMIZER.ordinal()],
        all - measured);
  }
}
