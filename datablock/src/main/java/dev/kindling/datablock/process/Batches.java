package dev.kindling.datablock.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The results of work that is done for several pieces at once, as they are asked for. For one
 * thread.
 */
final class Batches<T, R> implements Iterator<R> {
  /** Enough that what a batch costs is little beside its pieces. */
  private static final int MOST = 16;

  private static final long MOST_BYTES = 1L << 23;

  private final Iterator<T> pieces;
  private final ToLongFunction<T> bytes;
  private final Function<List<T>, List<R>> work;
  private Iterator<R> results = Collections.emptyIterator();

  /**
   * @param bytes that a piece holds: a batch ends with the piece that makes it large
   * @param work gives a result for each piece, in their order
   */
  Batches(Iterator<T> pieces, ToLongFunction<T> bytes, Function<List<T>, List<R>> work) {
    this.pieces = pieces;
    this.bytes = bytes;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    if (!results.hasNext() && pieces.hasNext()) {
      results = work.apply(batch()).iterator();
    }
    return results.hasNext();
  }

  @Override
  public R next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more pieces");
    }
    return results.next();
  }

  private List<T> batch() {
    List<T> batch = new ArrayList<>(MOST);
    long held = 0;
    while (batch.size() < MOST && held < MOST_BYTES && pieces.hasNext()) {
      T piece = pieces.next();
      held += bytes.applyAsLong(piece);
      batch.add(piece);
    }
    return batch;
  }
}
