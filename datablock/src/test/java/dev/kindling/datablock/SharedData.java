package dev.kindling.datablock;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Data that is not part of the repository. It is looked for where the system property or the
 * environment variable {@code KINDLING_SHARED_DATA} says, or else as {@code ../shared/data} beside
 * this or any outer directory; a test that needs it is skipped where it is absent.
 */
public final class SharedData {
  private static final String NAME = "KINDLING_SHARED_DATA";

  private SharedData() {}

  /** The path of one of its folders or files; skips the test, with a message, if it is absent. */
  public static Path require(String relative) {
    Path path = root().resolve(relative);
    assumeThat(path).as("shared data, see " + NAME).exists();
    return path;
  }

  private static Path root() {
    String stated = System.getProperty(NAME, Optional.ofNullable(System.getenv(NAME)).orElse(""));
    if (!stated.isEmpty()) {
      return Path.of(stated);
    }
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      Path beside = directory.resolveSibling("shared").resolve("data");
      if (Files.isDirectory(beside)) {
        return beside;
      }
      directory = directory.getParent();
    }
    return Path.of("shared-data-not-found");
  }
}
