package dev.kindling.train.loop;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.Prefetch;

/** A source whose feeds are computed ahead on another thread. */
record Prefetched(BatchSource source, int depth) implements BatchSource {
  Prefetched {
    if (depth < 1) {
      throw new IllegalArgumentException("Prefetch depth must be at least 1, got " + depth);
    }
  }

  @Override
  public int steps() {
    return source.steps();
  }

  @Override
  public Batch batch(int epoch, int step) {
    return source.batch(epoch, step);
  }

  @Override
  public Feed feed(int epoch, int from, int to) {
    return new Ahead(source.feed(epoch, from, to), depth);
  }

  @Override
  public BackendUse augmented() {
    return source.augmented();
  }

  private static final class Ahead implements Feed {
    private final Feed feed;
    private final Prefetch<Batch> prefetch;

    Ahead(Feed feed, int depth) {
      this.feed = feed;
      this.prefetch = Prefetch.of(feed, depth);
    }

    @Override
    public boolean hasNext() {
      return prefetch.hasNext();
    }

    @Override
    public Batch next() {
      return prefetch.next();
    }

    @Override
    public void close() {
      prefetch.close();
      feed.close();
    }
  }
}
