package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bounded reads from encoded bytes that are not trusted. A read past the end is a {@code TRUNCATED}
 * item, never an array index error.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ByteView(byte[] content) {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  int size() {
    return content.length;
  }

  boolean startsWith(int at, int... expected) {
    if (at < 0 || at > content.length - expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((content[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where the next byte of that value is, from a place on; the size if there is none. */
  int indexOf(int value, int from) {
    byte[] bytes = content;
    int at = from;
    while (at <= bytes.length - Long.BYTES
        && !hasZero((long) EIGHT_BYTES.get(bytes, at) ^ value * EACH_BYTE)) {
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] != (byte) value) {
      at++;
    }
    return at;
  }

  /** Whether one of eight bytes is 0: only there does taking 1 away set a bit that was not set. */
  private static boolean hasZero(long bytes) {
    return (bytes - EACH_BYTE & ~bytes & HIGHEST_BITS) != 0;
  }

  int u8(long at) throws BadItemException {
    if (at < 0 || at >= content.length) {
      throw new BadItemException(
          QuarantineReason.TRUNCATED,
          "ends after %d bytes, its header goes on to byte %d".formatted(content.length, at));
    }
    return content[(int) at] & 0xff;
  }

  int u16(long at, boolean bigEndian) throws BadItemException {
    int first = u8(at);
    int second = u8(at + 1);
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  long u32(long at, boolean bigEndian) throws BadItemException {
    long first = u16(at, bigEndian);
    long second = u16(at + 2, bigEndian);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  int u24LittleEndian(long at) throws BadItemException {
    return u8(at + 2) << 16 | u16(at, false);
  }
}
