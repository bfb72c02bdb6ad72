package dev.kindling.augment.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A failure planted on purpose, to show what a job does when its device fails: {@code
 * -Dkindling.fault.opencl-batch=N} lets the N-th piece of work of a device fail, warps and mixes
 * counted alike from 1; the self-test is the first two. Off by default.
 */
final class PlantedFault {
  /** The system property. */
  static final String PROPERTY = "kindling.fault.opencl-batch";

  private final AtomicLong left;

  private PlantedFault(long piece) {
    this.left = new AtomicLong(piece);
  }

  static PlantedFault fromSystemProperty() {
    return at(Long.getLong(PROPERTY, 0));
  }

  static PlantedFault at(long piece) {
    return new PlantedFault(piece);
  }

  /** Counts a piece of work; throws if it is the one. */
  void next() {
    if (left.decrementAndGet() == 0) {
      throw new DeviceFailure("A failure was planted by -D" + PROPERTY);
    }
  }
}
