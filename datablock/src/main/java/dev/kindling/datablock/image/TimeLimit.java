package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Runs pieces of decoding on daemon threads and waits for each no longer than the limit. Work past
 * its time is interrupted; native code does not notice and then runs out alone, its result unused.
 * Safe for use by many threads.
 */
public final class TimeLimit {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(TimeLimit::daemon);

  private TimeLimit() {}

  /**
   * The work's result.
   *
   * @throws BadItemException {@code TIMEOUT}, or the work's own
   * @throws CancellationException if the calling thread is interrupted while it waits
   */
  static <T> T call(Duration limit, Callable<T> work) throws BadItemException {
    Future<T> result = THREADS.submit(work);
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw tooLate(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while an image was decoded");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      result.cancel(true);
    }
  }

  /**
   * The results of pieces of work in their order. They are done one after the other on the same
   * thread, which costs less than a change of threads for each; behind one that is late the others
   * go on on another thread.
   *
   * @param limit for each piece; zero for none, and then the calling thread does the work
   * @param late the result of a piece that took longer
   * @throws CancellationException if the calling thread is interrupted while it waits
   */
  public static <T, R> List<R> each(
      Duration limit,
      List<T> pieces,
      Function<T, R> work,
      BiFunction<T, BadItemException, R> late) {
    if (limit.isZero()) {
      return pieces.stream().map(work).toList();
    }
    List<R> results = new ArrayList<>(pieces.size());
    while (results.size() < pieces.size()) {
      List<T> left = pieces.subList(results.size(), pieces.size());
      results.addAll(new WatchedRun<>(left, work).within(limit, THREADS));
      if (results.size() < pieces.size()) {
        results.add(late.apply(pieces.get(results.size()), tooLate(limit)));
      }
    }
    return results;
  }

  private static BadItemException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof BadItemException bad) {
      return bad;
    }
    throw unforeseen(failure);
  }

  /** To be thrown, if it is no error, which is thrown here. */
  static IllegalStateException unforeseen(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("Decoding failed in an unforeseen way: " + cause, cause);
  }

  private static BadItemException tooLate(Duration limit) {
    return new BadItemException(
        QuarantineReason.TIMEOUT, "took longer than %s s".formatted(seconds(limit)));
  }

  private static String seconds(Duration limit) {
    return Double.toString(limit.toMillis() / 1000.0);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "kindling-decoder");
    thread.setDaemon(true);
    thread.setContextClassLoader(TimeLimit.class.getClassLoader());
    return thread;
  }
}
