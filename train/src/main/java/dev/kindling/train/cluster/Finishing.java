package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;

/**
 * What of a fit is published: the model as training leaves it, or made of it at the end. The last
 * epoch is validated with what is published.
 *
 * @param ema share of a moving average of the model kept in a step, in (0, 1), and that average is
 *     published; 0 for the last model
 * @param batchNorm where its running statistics are from
 */
public record Finishing(double ema, BatchNorm batchNorm) {
  /** The model as training leaves it. */
  public static final Finishing AS_TRAINED = new Finishing(0, BatchNorm.AVERAGE);

  /** Where the running statistics of batch norm are from. */
  public enum BatchNorm {
    /** The means of the workers' own, as they moved along in training. */
    AVERAGE,
    /** Means and variances of the finished model over batches of train, taken at the end. */
    RECOMPUTE;

    /** The name in settings. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finishing {
    requireNonNull(batchNorm, "batchNorm");
    if (!(ema >= 0 && ema < 1)) {
      throw new IllegalArgumentException("Share kept must be in [0, 1), got " + ema);
    }
  }

  /** Whether something is made at the end. */
  public boolean changes() {
    return averages() || batchNorm == BatchNorm.RECOMPUTE;
  }

  boolean averages() {
    return ema > 0;
  }

  Map<String, String> identity() {
    return Map.of("ema", Double.toString(ema), "batch-norm", batchNorm.text());
  }
}
