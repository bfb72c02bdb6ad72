package dev.kindling.datablock.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The content of a text's record: its token ids as little-endian int32, one after the other. */
public final class TokenContent {
  private TokenContent() {}

  /** The content that holds these ids. */
  public static byte[] of(int[] tokens) {
    byte[] content = new byte[Math.multiplyExact(tokens.length, Integer.BYTES)];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(tokens);
    return content;
  }

  /**
   * The ids that a content holds; the array is the caller's.
   *
   * @throws IllegalArgumentException if it is not a whole number of ids
   */
  public static int[] tokens(byte[] content) {
    int[] tokens = new int[count(content.length)];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(tokens);
    return tokens;
  }

  /**
   * How many ids so many bytes hold.
   *
   * @throws IllegalArgumentException if they are not a whole number of ids
   */
  public static int count(int bytes) {
    if (bytes % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "Token ids take %d bytes each, got %d bytes: no prepared text".formatted(4, bytes));
    }
    return bytes / Integer.BYTES;
  }
}
