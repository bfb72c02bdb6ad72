package dev.kindling.train.precision;

import java.io.Serializable;

/**
 * How a fit scales its loss. A step whose gradient is not finite is skipped while the loss is
 * scaled: parameters, running statistics and optimizer state stay as they are.
 *
 * @param start the first scale, finite, at least 1; 1 without growth is no scaling
 * @param growsAfter good steps after which the scale doubles; 0 keeps it as it is for the whole fit
 */
public record LossScaling(double start, int growsAfter) implements Serializable {
  private static final double FIRST_DYNAMIC = 1 << 24;
  private static final int GOOD_STEPS = 500;

  public LossScaling {
    if (!(start >= 1 && start <= Float.MAX_VALUE) || growsAfter < 0) {
      throw new IllegalArgumentException(
          "Loss scale must be at least 1 and finite and grow after 0 or more steps, got %s and %d"
              .formatted(start, growsAfter));
    }
  }

  /** The loss as it is: what float32 and bfloat16 want, which have the same range. */
  public static LossScaling none() {
    return fixed(1);
  }

  /** The same scale throughout; a power of two changes no bit of what is finite. */
  public static LossScaling fixed(double scale) {
    return new LossScaling(scale, 0);
  }

  /** From 2^24: halved at each overflow, doubled after every 500 good steps. */
  public static LossScaling dynamic() {
    return new LossScaling(FIRST_DYNAMIC, GOOD_STEPS);
  }

  /** Whether losses are multiplied and gradients looked at. */
  public boolean active() {
    return start != 1 || growsAfter > 0;
  }

  /** The state before the first step. */
  public LossScale first() {
    return new LossScale(start, 0);
  }

  /**
   * The state after a step that was taken. Overflows in between do not set the count of good steps
   * back.
   */
  LossScale afterStep(LossScale before) {
    if (growsAfter == 0) {
      return before;
    }
    int good = before.goodSteps() + 1;
    return good == growsAfter
        ? new LossScale(Math.min(2 * before.scale(), Float.MAX_VALUE), 0)
        : new LossScale(before.scale(), good);
  }

  /** The state after a step that overflowed; the scale never falls below 1. */
  LossScale afterOverflow(LossScale before) {
    return growsAfter == 0
        ? before
        : new LossScale(Math.max(1, before.scale() / 2), before.goodSteps());
  }
}
