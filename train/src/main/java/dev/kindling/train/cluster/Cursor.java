package dev.kindling.train.cluster;

/**
 * The next step of a fit.
 *
 * @param epoch from 0; the number of epochs when the fit is over
 * @param step of the epoch, from 0
 */
public record Cursor(int epoch, int step) {
  /** Where a fit begins. */
  public static final Cursor START = new Cursor(0, 0);

  public Cursor {
    if (epoch < 0 || step < 0) {
      throw new IllegalArgumentException(
          "Cursor must be at least 0, got epoch %d, step %d".formatted(epoch, step));
    }
  }
}
