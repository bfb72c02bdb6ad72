package dev.kindling.jobs.machine;

import dev.kindling.jobs.settings.SettingsException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The encoding of file names: with anything but UTF-8, Java loses names in other languages. */
public final class NameEncoding {
  private NameEncoding() {}

  /**
   * Checks this JVM.
   *
   * @throws SettingsException if file names are not read as UTF-8
   */
  public static void check() {
    check(here());
  }

  /** The encoding of this JVM. */
  static String here() {
    return System.getProperty("sun.jnu.encoding", "unknown");
  }

  static void check(String encoding) {
    if (!Charset.isSupported(encoding)
        || !Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
      throw new SettingsException(
          "File names are read as %s, so names in other languages would be lost; start with LC_ALL=C.UTF-8"
              .formatted(encoding));
    }
  }
}
