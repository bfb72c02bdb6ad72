package dev.kindling.jobs.run;

import dev.kindling.jobs.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files and folders on a file system of the driver. */
public final class LocalFiles {
  private LocalFiles() {}

  /**
   * The file or folder of that name.
   *
   * @param name a plain path or a {@code file:} URI
   * @param key the setting that names it
   * @throws SettingsException if it lies on another kind of file system
   */
  public static Path at(String name, String key) {
    if (name.startsWith("file:")) {
      return Path.of(URI.create(name.replace(" ", "%20")));
    }
    if (name.contains("://")) {
      throw new SettingsException(
          "%s must lie on the driver (a plain path or file: URI), got %s".formatted(key, name));
    }
    return Path.of(name);
  }

  /** Writes a file, whole or not at all; makes its folder if there is none. */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
