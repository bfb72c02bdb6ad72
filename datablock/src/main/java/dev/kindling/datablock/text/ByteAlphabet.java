package dev.kindling.datablock.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A printable character for every byte, so that pieces of UTF-8 that are no text by themselves can
 * be stored as one: what Latin-1 can print stands for itself, the others are U+0100 and following.
 * It is the alphabet of GPT-2's byte-level encoding: a space is {@code Ġ}, a line break {@code Ċ}.
 *
 * <p>Radford et al.: "Language models are unsupervised multitask learners", 2019.
 */
final class ByteAlphabet {
  static final int SIZE = 256;

  private static final char[] CHARACTERS = new char[SIZE];
  private static final byte[] BYTES = new byte[2 * SIZE];

  static {
    char other = SIZE;
    for (int b = 0; b < SIZE; b++) {
      boolean printable = (b > ' ' && b < 0x7F) || (b > 0xA0 && b != 0xAD);
      CHARACTERS[b] = printable ? (char) b : other++;
      BYTES[CHARACTERS[b]] = (byte) b;
    }
  }

  private ByteAlphabet() {}

  /** The character of a byte, given in [0, 255]. */
  static char character(int unsigned) {
    return CHARACTERS[unsigned];
  }

  /** Whether all characters are of the alphabet, and there is one. */
  static boolean spells(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c < BYTES.length && CHARACTERS[BYTES[c] & 0xFF] == c);
  }

  /** The bytes that the characters stand for. */
  static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = BYTES[text.charAt(i)];
    }
    return bytes;
  }

  /** The text that the characters stand for; empty if their bytes are no UTF-8. */
  static Optional<String> decoded(String text) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(text))).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
