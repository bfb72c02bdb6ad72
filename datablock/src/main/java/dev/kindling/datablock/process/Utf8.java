package dev.kindling.datablock.process;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict reading of UTF-8. */
public final class Utf8 {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8() {}

  /** The bytes behind a byte-order mark, if there is one. */
  public static byte[] withoutMark(byte[] bytes) {
    boolean marked =
        bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    return marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
  }

  /**
   * The text that the bytes are.
   *
   * @throws BadItemException {@code INVALID_UTF_8} or {@code NULL_BYTES}, with the place
   */
  public static String text(byte[] bytes) throws BadItemException {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new BadItemException(
            QuarantineReason.NULL_BYTES, "a null byte at byte %d: is it UTF-16?".formatted(i));
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    try {
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw new BadItemException(
          QuarantineReason.INVALID_UTF_8,
          "byte %d is 0x%02x, which is not UTF-8"
              .formatted(in.position(), bytes[in.position()] & 0xff),
          e);
    }
    return out.flip().toString();
  }
}
