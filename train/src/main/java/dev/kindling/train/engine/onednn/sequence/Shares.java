package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.optim.OmpThreads;
import java.util.stream.IntStream;

/** Work on rows that is done by as many threads as the kernels take. */
final class Shares {
  private Shares() {}

  /** Works on the rows from one, inclusive, to another, exclusive. */
  interface Part {
    void run(int from, int to);
  }

  /** Shares the rows out; what one row gets must not depend on the others. */
  static void of(int rows, Part part) {
    int parts = Math.min(OmpThreads.count(), rows);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            i -> part.run((int) ((long) rows * i / parts), (int) ((long) rows * (i + 1) / parts)));
  }
}
