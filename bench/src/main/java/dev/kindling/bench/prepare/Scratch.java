package dev.kindling.bench.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that closing deletes. */
public record Scratch(Path root) implements AutoCloseable {

  /** An empty folder in the temporary one. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("kindling-bench"));
  }

  /** An empty folder of that name; whatever was there is deleted. */
  public Path folder(String name) {
    Path folder = root.resolve(name);
    try {
      delete(folder);
      return Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder itself, or one with so many links to each of its files, in the same folders. */
  Path repeated(Path folder, int times) throws IOException {
    if (times == 1) {
      return folder;
    }
    Path larger = folder("repeated");
    for (Path file : files(folder)) {
      Path at = larger.resolve(folder.relativize(file).toString());
      Files.createDirectories(at.getParent());
      for (int i = 0; i < times; i++) {
        Files.createSymbolicLink(at.resolveSibling(i + "-" + file.getFileName()), file);
      }
    }
    return larger;
  }

  /** The JPEGs in a folder and below. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder.toRealPath())) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches("(?i).*\\.jpe?g"))
          .sorted()
          .toList();
    }
  }

  static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
