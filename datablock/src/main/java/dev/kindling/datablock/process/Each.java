package dev.kindling.datablock.process;

import java.util.Iterator;
import java.util.function.Function;

/**
 * Elements of an iterator, each turned into another when it is asked for and not before. For one
 * thread.
 *
 * @param from where they come from
 * @param turn what is done to each
 */
public record Each<T, R>(Iterator<T> from, Function<T, R> turn) implements Iterator<R> {
  @Override
  public boolean hasNext() {
    return from.hasNext();
  }

  @Override
  public R next() {
    return turn.apply(from.next());
  }
}
