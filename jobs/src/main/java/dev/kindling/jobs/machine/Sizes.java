package dev.kindling.jobs.machine;

import java.util.Locale;

/** Bytes for people. */
final class Sizes {
  private Sizes() {}

  static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
