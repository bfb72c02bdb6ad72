package dev.kindling.train.loop;

import java.io.Serializable;

/**
 * Where the wall time of a loop went, in nanoseconds; the parts are all of it.
 *
 * @param input waiting for batches: decoding and augmentation that did not overlap with the rest
 * @param engine forward and backward
 * @param loss loss and metrics
 * @param optimizer the steps, loss scaling included
 * @param other callbacks, and whatever lies between
 */
public record TimeSpent(long input, long engine, long loss, long optimizer, long other)
    implements Serializable {
  /** No time. */
  public static final TimeSpent NONE = new TimeSpent(0, 0, 0, 0, 0);

  /** Both, one after the other. */
  public TimeSpent plus(TimeSpent next) {
    return new TimeSpent(
        input + next.input,
        engine + next.engine,
        loss + next.loss,
        optimizer + next.optimizer,
        other + next.other);
  }

  /** All of it. */
  public long total() {
    return input + engine + loss + optimizer + other;
  }
}
