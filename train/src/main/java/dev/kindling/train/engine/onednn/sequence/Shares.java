package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.optim.OmpThreads;
import java.util.stream.IntStream;

/** Work on rows that is done by as many threads as the kernels take. */
final class Shares {
  /** Elements that take longer than waking a thread. */
  private static final long WORTH_IT = 1 << 13;

  private static final int THREADS = OmpThreads.count();

  private Shares() {}

  /** Works on the rows from one, inclusive, to another, exclusive. */
  interface Part {
    void run(int from, int to);
  }

  /**
   * As {@link #of(int, Part)}, but by the calling thread alone where there is too little to do.
   *
   * @param elements of a row
   */
  static void of(int rows, int elements, Part part) {
    if (rows * (long) elements < WORTH_IT) {
      part.run(0, rows);
    } else {
      of(rows, part);
    }
  }

  /** Shares the rows out; what one row gets must not depend on the others. */
  static void of(int rows, Part part) {
    int parts = Math.min(THREADS, rows);
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            i -> part.run((int) ((long) rows * i / parts), (int) ((long) rows * (i + 1) / parts)));
  }
}
