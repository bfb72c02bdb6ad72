package dev.kindling.datablock.image;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Pieces of work that one thread does in their order, while another watches that none of them takes
 * too long. Used once.
 */
final class WatchedRun<T, R> {
  private final List<T> pieces;
  private final Function<T, R> work;
  private final AtomicReferenceArray<R> results;
  private volatile Step step = new Step(0, System.nanoTime());

  /** The piece that is being done, and since when, in nanoseconds. */
  private record Step(int piece, long since) {}

  WatchedRun(List<T> pieces, Function<T, R> work) {
    this.pieces = pieces;
    this.work = work;
    this.results = new AtomicReferenceArray<>(pieces.size());
  }

  /**
   * The results of all pieces, or, if one is late, of those before it.
   *
   * @throws CancellationException if the calling thread is interrupted
   */
  List<R> within(Duration limit, ExecutorService threads) {
    Future<?> running = threads.submit(this::work);
    try {
      return first(finished(running, limit.toNanos()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while images were decoded");
    } finally {
      running.cancel(true);
    }
  }

  private void work() {
    for (int i = 0; i < pieces.size() && !Thread.currentThread().isInterrupted(); i++) {
      step = new Step(i, System.nanoTime());
      results.set(i, work.apply(pieces.get(i)));
    }
  }

  /** How many pieces are done when all are, or one is late. */
  private int finished(Future<?> running, long limit) throws InterruptedException {
    while (true) {
      Step now = step;
      long left = limit - (System.nanoTime() - now.since());
      if (left <= 0 && now.equals(step)) {
        return now.piece();
      }
      try {
        running.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        return pieces.size();
      } catch (TimeoutException e) { // and so look again
        continue;
      } catch (ExecutionException e) {
        throw TimeLimit.unforeseen(e);
      }
    }
  }

  private List<R> first(int count) {
    return IntStream.range(0, count).mapToObj(results::get).toList();
  }
}
