package dev.kindling.datablock.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A word as byte-pair encoding takes it: a space that tells where it begins, then its UTF-8. */
final class WordBytes {
  /** Longer words are taken in parts, so that one without end does not take time without end. */
  private static final int LONGEST = 128;

  private WordBytes() {}

  static List<byte[]> of(String word) {
    byte[] bytes = (" " + word).getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return List.of(bytes);
    }
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += LONGEST) {
      parts.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LONGEST)));
    }
    return parts;
  }
}
