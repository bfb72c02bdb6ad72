package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.io.Serializable;
import java.util.Comparator;

/**
 * What a worker's round comes to: a report and its state in slices, which it sends, and what it
 * keeps to itself.
 */
sealed interface Part extends Serializable {
  /** The slice number under which reports travel. */
  int REPORT = -1;

  /** The slice number of what is not sent. */
  int KEPT = -2;

  /** Where it goes and in which order. */
  Key key();

  /**
   * Parts are gathered by slice and added in worker order.
   *
   * @param slice its number, {@link #REPORT} or {@link #KEPT}
   * @param worker the sender
   */
  record Key(int slice, int worker) implements Serializable {}

  /**
   * A worker's account of itself.
   *
   * @param augmented what made its batches
   * @param lossScale its scale after the round
   * @param recurrent what its model remembers; empty if nothing
   * @param waited nanoseconds until it had the state that was sent to it
   * @param spent where its time went
   * @param dropped whether its state was not finite, and so is not sent
   * @param squaredLength of the change that it sent, over what is learned
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Report(
      int worker,
      Outcome outcome,
      BackendUse augmented,
      LossScale lossScale,
      float[] recurrent,
      long waited,
      TimeSpent spent,
      boolean dropped,
      double squaredLength)
      implements Part {
    /** Whether it sends its state. */
    boolean sends() {
      return !dropped && outcome.examples() > 0;
    }

    @Override
    public Key key() {
      return new Key(REPORT, worker);
    }
  }

  /** A slice of a worker's vectors as {@link SliceFormat} writes it, or of their mean, float32. */
  @SuppressWarnings("ArrayRecordComponent")
  record Slice(int slice, int worker, long examples, long steps, byte[] values) implements Part {
    @Override
    public Key key() {
      return new Key(slice, worker);
    }
  }

  /** What a worker keeps to itself. */
  record Kept(int worker, WorkerMemory memory) implements Part {
    @Override
    public Key key() {
      return new Key(KEPT, worker);
    }
  }

  /** Compares keys by slice, then by worker. */
  final class Order implements Comparator<Key>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Key a, Key b) {
      int bySlice = Integer.compare(a.slice(), b.slice());
      return bySlice != 0 ? bySlice : Integer.compare(a.worker(), b.worker());
    }
  }
}
