package dev.kindling.datablock;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Keys as people write them into files. */
final class Keys {
  private Keys() {}

  /** The key that the text means; empty if it leads out of the root. */
  static Optional<String> normalised(String text) {
    return confined(text).map(Keys::composed);
  }

  /** In Unicode's normal form C. */
  static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * The path that the text means, its characters as they are; empty if it leads out of the root.
   */
  static Optional<String> confined(String text) {
    if (text.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : text.split("/")) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
