package dev.kindling.bench.prepare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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

  /**
   * The folder itself, or one with so many copies of each of its JPEGs, in the same folders. A
   * comment tells the copies apart, so that each has a content of its own.
   */
  Path repeated(Path folder, int times) throws IOException {
    if (times == 1) {
      return folder;
    }
    Path larger = folder("repeated");
    Path from = folder.toRealPath();
    for (Path file : files(from)) {
      Path at = larger.resolve(from.relativize(file).toString());
      Files.createDirectories(at.getParent());
      byte[] content = Files.readAllBytes(file);
      for (int i = 0; i < times; i++) {
        Files.write(at.resolveSibling(i + "-" + file.getFileName()), commented(content, i));
      }
    }
    return larger;
  }

  /** The same picture with a number in a comment segment behind the first marker. */
  private static byte[] commented(byte[] jpeg, int number) {
    return ByteBuffer.allocate(jpeg.length + 8)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFFE)
        .putShort((short) 6)
        .putInt(number)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
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
