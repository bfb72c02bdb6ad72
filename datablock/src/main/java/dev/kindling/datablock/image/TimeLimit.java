package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a piece of decoding on a daemon thread and waits no longer than the limit. Work past its
 * time is interrupted; native code does not notice and then runs out alone, its result unused.
 */
final class TimeLimit {
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
      throw new BadItemException(
          QuarantineReason.TIMEOUT, "took longer than %s s".formatted(seconds(limit)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while an image was decoded");
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      result.cancel(true);
    }
  }

  private static BadItemException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof BadItemException bad) {
      return bad;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException("Decoding failed in an unforeseen way: " + cause, cause);
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
