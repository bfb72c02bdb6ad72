package dev.kindling.datablock.scan;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/** The limit on a file's length, asked before it is read. */
final class Sizes {
  private Sizes() {}

  static void requireAtMost(long maxBytes, long bytes) throws BadItemException {
    if (bytes > maxBytes) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_BYTES,
          "has %d bytes, at most %d are read".formatted(bytes, maxBytes));
    }
  }
}
