package dev.kindling.train.loop;

import java.io.Serializable;

/**
 * The steps [from, to) of one epoch: what a loop trains in one go.
 *
 * @param epoch from 0
 * @param from first step
 * @param to step after the last, at most {@code stepsPerEpoch}
 * @param stepsPerEpoch steps of a whole epoch, the same for every logical worker: what schedules
 *     count by
 */
public record Stretch(int epoch, int from, int to, int stepsPerEpoch) implements Serializable {
  public Stretch {
    if (epoch < 0 || from < 0 || to < from || stepsPerEpoch < to) {
      throw new IllegalArgumentException(
          "Stretch needs 0 <= from <= to <= stepsPerEpoch, got epoch %d, steps %d to %d of %d"
              .formatted(epoch, from, to, stepsPerEpoch));
    }
  }

  /** A whole epoch. */
  public static Stretch epoch(int epoch, int stepsPerEpoch) {
    return new Stretch(epoch, 0, stepsPerEpoch, stepsPerEpoch);
  }

  /** Progress of a fit of so many epochs at one step: k / (E * B) at the k-th step of all. */
  public double position(int step, int epochs) {
    return ((long) epoch * stepsPerEpoch + step) / ((double) epochs * stepsPerEpoch);
  }
}
