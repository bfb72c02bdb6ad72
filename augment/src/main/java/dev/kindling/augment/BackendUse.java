package dev.kindling.augment;

import java.io.Serializable;

/**
 * What augmented some batches. Immutable.
 *
 * @param java batches warped by the Java loop
 * @param opencl batches warped by a device
 * @param fallbacks batches that a device failed on, whether it was to warp or to mix them, and that
 *     the Java loop took over
 * @param reason why a device failed, or ""
 */
public record BackendUse(long java, long opencl, long fallbacks, String reason)
    implements Serializable {
  /** No batches. */
  public static final BackendUse NONE = new BackendUse(0, 0, 0, "");

  /** Both together. */
  public BackendUse plus(BackendUse other) {
    return new BackendUse(
        java + other.java,
        opencl + other.opencl,
        fallbacks + other.fallbacks,
        reason.isEmpty() ? other.reason : reason);
  }

  /** Counts batches while they are made. Safe for use by many threads. */
  public static final class Meter {
    private BackendUse use = NONE;

    /** The count so far. */
    public synchronized BackendUse use() {
      return use;
    }

    synchronized void add(BackendUse more) {
      use = use.plus(more);
    }
  }
}
