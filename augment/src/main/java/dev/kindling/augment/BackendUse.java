package dev.kindling.augment;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What augmentation did in this JVM since it started: batches by backend, and batches that a device
 * failed on and that were done again in plain Java. Safe for use by many threads.
 *
 * @param java batches done by the Java loop
 * @param opencl batches done by a device
 * @param fallbacks batches that a device failed on
 * @param reason why the last of them failed, or ""
 */
public record BackendUse(long java, long opencl, long fallbacks, String reason) {
  private static final AtomicLong JAVA = new AtomicLong();
  private static final AtomicLong OPENCL = new AtomicLong();
  private static final AtomicLong FALLBACKS = new AtomicLong();
  private static volatile String lastReason = "";

  /** The counts so far. */
  public static BackendUse soFar() {
    return new BackendUse(JAVA.get(), OPENCL.get(), FALLBACKS.get(), lastReason);
  }

  /** What was added since an earlier count of the same JVM. */
  public BackendUse since(BackendUse earlier) {
    return new BackendUse(
        java - earlier.java, opencl - earlier.opencl, fallbacks - earlier.fallbacks, reason);
  }

  static void batch(String backend) {
    (backend.equals("java") ? JAVA : OPENCL).incrementAndGet();
  }

  static void fallback(String reason) {
    FALLBACKS.incrementAndGet();
    lastReason = reason;
  }
}
