package dev.kindling.augment;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs independent pieces of a batch, on the caller's thread or spread over a pool of its own. */
final class RowThreads {
  private final @Nullable ForkJoinPool pool;

  RowThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Augmentation threads must be at least 1, got " + threads);
    }
    pool = threads == 1 ? null : new ForkJoinPool(threads);
  }

  /** Returns when every piece is done; an exception of a piece is thrown here. */
  void run(IntStream pieces, IntConsumer work) {
    if (pool == null) {
      pieces.forEach(work);
    } else {
      pool.submit(() -> pieces.parallel().forEach(work)).join();
    }
  }
}
