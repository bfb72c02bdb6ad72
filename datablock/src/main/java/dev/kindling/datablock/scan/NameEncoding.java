package dev.kindling.datablock.scan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How this JVM reads file names. With another encoding than UTF-8 every name outside ASCII would
 * silently be another one, so nothing is read then.
 */
final class NameEncoding {
  private NameEncoding() {}

  static void requireUtf8() {
    require(System.getProperty("sun.jnu.encoding", "unknown"));
  }

  static void require(String encoding) {
    if (!Charset.isSupported(encoding)
        || !Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
      throw new IllegalStateException(
          "File names must be read as UTF-8, but sun.jnu.encoding is %s: set LC_ALL=C.UTF-8 for the driver and every executor"
              .formatted(encoding));
    }
  }
}
