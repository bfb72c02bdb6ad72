package dev.kindling.train.engine.onednn;

import static java.util.Objects.requireNonNull;

import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory: somewhere outside the plan, or in its {@link Arena} from the first step that
 * touches it to the last.
 */
final class Region {
  private final long bytes;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private @Nullable Pointer address;

  private Region(long bytes, @Nullable Pointer address) {
    this.bytes = bytes;
    this.address = address;
  }

  /** Memory that somebody else owns. */
  static Region at(Pointer address) {
    return new Region(0, address);
  }

  /** Memory that an arena will give. */
  static Region planned(long bytes) {
    return new Region(bytes, null);
  }

  /** Says that a step touches it. */
  void touchedAt(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  /** Whether an arena has to find a place for it. */
  boolean needsPlace() {
    return address == null && last >= 0;
  }

  boolean livesWith(Region other) {
    return first <= other.last && other.first <= last;
  }

  long bytes() {
    return bytes;
  }

  void place(Pointer address) {
    this.address = address;
  }

  /** Where it lies; known once it was placed. */
  Pointer address() {
    return requireNonNull(address, "a region that no step touches");
  }
}
