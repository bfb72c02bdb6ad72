package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.io.Serializable;
import java.util.Comparator;

/** What a worker sends at the end of a round: a report, and its state in slices. */
sealed interface Part extends Serializable {
  /** The slice number under which reports travel. */
  int REPORT = -1;

  /** Where it goes and in which order. */
  Key key();

  /**
   * Parts are gathered by slice and added in worker order.
   *
   * @param slice its number, or {@link #REPORT}
   * @param worker the sender
   */
  record Key(int slice, int worker) implements Serializable {}

  /**
   * A worker's account of itself.
   *
   * @param augmented what made its batches
   * @param lossScale its scale after the round
   * @param recurrent what its model remembers; empty if nothing
   * @param spent where its time went
   * @param dropped whether its state was not finite, and so is not sent
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Report(
      int worker,
      Outcome outcome,
      BackendUse augmented,
      LossScale lossScale,
      float[] recurrent,
      TimeSpent spent,
      boolean dropped)
      implements Part {
    @Override
    public Key key() {
      return new Key(REPORT, worker);
    }
  }

  /** A slice of a worker's vectors, or of their mean, as little-endian float32. */
  @SuppressWarnings("ArrayRecordComponent")
  record Slice(int slice, int worker, long examples, long steps, byte[] values) implements Part {
    @Override
    public Key key() {
      return new Key(slice, worker);
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
