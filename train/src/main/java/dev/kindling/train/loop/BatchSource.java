package dev.kindling.train.loop;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.batch.Batch;
import java.util.Iterator;

/**
 * Where a loop's batches come from. A batch is a pure function of epoch and step, so any part of
 * any epoch can be redone anywhere.
 */
public interface BatchSource {
  /** Batches of an epoch, the last short one included; may be 0. */
  int steps();

  /**
   * One batch.
   *
   * @param epoch from 0
   * @param step in [0, {@link #steps()})
   */
  Batch batch(int epoch, int step);

  /**
   * The batches of the steps [from, to), in order. A source that prefetches overrides this; its
   * feed must give the same batches.
   */
  default Feed feed(int epoch, int from, int to) {
    return new StepByStep(step -> batch(epoch, step), from, to);
  }

  /**
   * The same source with feeds that make batches on a thread of their own while the model computes.
   *
   * @param depth batches held ready, at least 1
   */
  default BatchSource prefetched(int depth) {
    return new Prefetched(this, depth);
  }

  /** What augmented the batches that were made up to now; nothing where none are. */
  default BackendUse augmented() {
    return BackendUse.NONE;
  }

  /** Batches one after another; closing it drops those not taken. */
  interface Feed extends Iterator<Batch>, AutoCloseable {
    @Override
    void close();
  }
}
