package dev.kindling.datablock.scan;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The entries of one directory, each looked at when it is asked for, so that directories may be
 * longer than memory. For one thread; closes itself behind the last entry.
 */
final class OpenListing implements Iterator<Entry> {
  private final Step step;
  private final Closeable handle;
  private Optional<Entry> head = Optional.empty();
  private boolean done;

  /** What gives the next entry, empty behind the last. */
  interface Step {
    Optional<Entry> next() throws IOException;
  }

  OpenListing(Step step, Closeable handle) {
    this.step = step;
    this.handle = handle;
  }

  @Override
  public boolean hasNext() {
    if (head.isEmpty() && !done) {
      advance();
    }
    return head.isPresent();
  }

  @Override
  public Entry next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more entries");
    }
    Entry entry = head.orElseThrow();
    head = Optional.empty();
    return entry;
  }

  /** A directory that breaks off counts as unreadable; what was met before stays. */
  private void advance() {
    try {
      head = step.next();
      done = head.isEmpty();
      if (done) {
        handle.close();
      }
    } catch (IOException e) {
      done = true;
      head = Optional.of(new Entry.Skip(SkipReason.UNREADABLE_DIRECTORY));
    }
  }
}
