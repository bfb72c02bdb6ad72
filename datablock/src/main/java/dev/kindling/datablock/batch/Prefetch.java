package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/**
 * An iterator's elements, computed ahead on one daemon thread while the consumer works. The
 * elements and their order are the source's; only the waiting changes. What the source throws is
 * thrown to the consumer in its place in the order.
 *
 * <p>For one consumer. The source is used by the background thread alone from then on.
 */
public final class Prefetch<T> implements Iterator<T>, AutoCloseable {
  private final BlockingQueue<Slot<T>> slots;
  private final Thread thread;
  private Optional<Slot<T>> head = Optional.empty();
  private volatile boolean closed;

  /** What the source gave: an element, its end, or its failure. */
  private record Slot<T>(Optional<T> element, Optional<Throwable> failure) {
    boolean last() {
      return element.isEmpty();
    }
  }

  private Prefetch(Iterator<? extends T> source, int depth) {
    this.slots = new ArrayBlockingQueue<>(depth);
    this.thread = new Thread(() -> fill(source), "kindling-prefetch");
    thread.setDaemon(true);
  }

  /**
   * Starts computing at once.
   *
   * @param source gives no nulls
   * @param depth elements held ready, at least 1; one more may be in the making
   */
  public static <T> Prefetch<T> of(Iterator<? extends T> source, int depth) {
    requireNonNull(source, "source");
    if (depth < 1) {
      throw new IllegalArgumentException("Prefetch depth must be at least 1, got " + depth);
    }
    Prefetch<T> prefetch = new Prefetch<>(source, depth);
    prefetch.thread.start();
    return prefetch;
  }

  @Override
  public boolean hasNext() {
    Slot<T> slot = peek();
    slot.failure().ifPresent(Prefetch::rethrow);
    return !slot.last();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("Prefetch has no more elements");
    }
    T element = peek().element().orElseThrow();
    head = Optional.empty();
    return element;
  }

  /** Stops the thread and waits for it; an element in the making is finished or interrupted. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      slots.clear();
      try {
        thread.join(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Slot<T> peek() {
    if (head.isEmpty()) {
      head = Optional.of(take());
    }
    return head.orElseThrow();
  }

  private Slot<T> take() {
    if (closed) {
      throw new IllegalStateException("Prefetch is closed");
    }
    try {
      return slots.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for the next element");
    }
  }

  private void fill(Iterator<? extends T> source) {
    try {
      Slot<T> slot;
      do {
        slot = following(source);
        slots.put(slot);
      } while (!slot.last() && !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private Slot<T> following(Iterator<? extends T> source) {
    try {
      return source.hasNext()
          ? new Slot<>(Optional.of(source.next()), Optional.empty())
          : new Slot<>(Optional.empty(), Optional.empty());
    } catch (Throwable failure) {
      return new Slot<>(Optional.empty(), Optional.of(failure));
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw new IllegalStateException("The prefetched source failed: " + failure, failure);
  }
}
