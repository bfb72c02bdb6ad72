package dev.kindling.augment.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A failure planted on purpose, to show what a job does when its device fails: {@code
 * -Dkindling.fault.opencl-batch=N} lets the N-th batch of a device fail, counted from 1. Off by
 * default.
 */
final class PlantedFault {
  /** The system property. */
  static final String PROPERTY = "kindling.fault.opencl-batch";

  private final AtomicLong left;

  private PlantedFault(long batch) {
    this.left = new AtomicLong(batch);
  }

  static PlantedFault fromSystemProperty() {
    return at(Long.getLong(PROPERTY, 0));
  }

  static PlantedFault at(long batch) {
    return new PlantedFault(batch);
  }

  /** Counts a batch; throws if it is the one. */
  void next() {
    if (left.decrementAndGet() == 0) {
      throw new DeviceFailure("A failure was planted by -D" + PROPERTY);
    }
  }
}
