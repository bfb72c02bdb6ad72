package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import java.util.NoSuchElementException;

/** A feed that makes each batch when it is asked for. */
final class StepByStep implements BatchSource.Feed {
  private final BatchSource source;
  private final int epoch;
  private final int to;
  private int next;

  StepByStep(BatchSource source, int epoch, int from, int to) {
    this.source = source;
    this.epoch = epoch;
    this.to = to;
    this.next = from;
  }

  @Override
  public boolean hasNext() {
    return next < to;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No batch after step " + to + " of epoch " + epoch);
    }
    return source.batch(epoch, next++);
  }

  @Override
  public void close() {}
}
