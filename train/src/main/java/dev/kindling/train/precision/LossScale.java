package dev.kindling.train.precision;

import java.io.Serializable;

/**
 * What loss scaling remembers between steps: a part of what a checkpoint holds.
 *
 * @param scale what the loss is multiplied by, at least 1
 * @param goodSteps steps taken since the scale last grew
 */
public record LossScale(double scale, int goodSteps) implements Serializable {
  /** The more careful of two workers' states: the lower scale, then the fewer good steps. */
  public LossScale orLower(LossScale other) {
    if (scale != other.scale) {
      return scale < other.scale ? this : other;
    }
    return goodSteps <= other.goodSteps ? this : other;
  }
}
