package dev.kindling.datablock.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes gathered up to a limit; of what goes beyond, one more byte is kept, so that it shows. Used
 * by one thread.
 */
final class Bytes {
  private final int limit;
  private byte[] bytes = new byte[256];
  private int count;

  Bytes(int limit) {
    this.limit = limit;
  }

  void add(int b) {
    if (count > limit) {
      return;
    }
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * count));
    }
    bytes[count++] = (byte) b;
  }

  void add(byte[] more) {
    for (byte b : more) {
      add(b);
    }
  }

  int count() {
    return count;
  }

  /** The bytes so far; it starts anew. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, count);
    count = 0;
    return taken;
  }

  /** Whether there is nothing but spaces. */
  static boolean blank(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).isBlank();
  }
}
