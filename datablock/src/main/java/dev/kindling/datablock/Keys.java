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
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Normalizer.normalize(String.join("/", parts), Normalizer.Form.NFC));
  }
}
