package dev.kindling.datablock.scan;

import java.io.Serializable;

/**
 * What storage says of a file without opening it. Where size and time are what they were, so is the
 * content.
 *
 * @param size bytes
 * @param modified when, in milliseconds since 1970
 * @param settled whether a later change would show in the time: a file that changed just before it
 *     was looked at could change again within the clock's resolution
 */
record Stamp(long size, long modified, boolean settled) implements Serializable {
  /** More than the resolution of any storage's clock, milliseconds. */
  private static final long RESOLUTION = 2_000;

  /** Of a file that is looked at now. */
  static Stamp of(long size, long modified) {
    return new Stamp(size, modified, modified < System.currentTimeMillis() - RESOLUTION);
  }
}
