package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/** A feed that makes each batch when it is asked for. */
final class StepByStep implements BatchSource.Feed {
  private final IntFunction<Batch> batches;
  private final int to;
  private int next;

  StepByStep(IntFunction<Batch> batches, int from, int to) {
    this.batches = batches;
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
      throw new NoSuchElementException("The feed ends before step " + to);
    }
    return batches.apply(next++);
  }

  @Override
  public void close() {}
}
