package dev.kindling.train.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: written under a temporary name in the same directory,
 * forced to the disk, then renamed. A writer that fails leaves what was there before.
 */
public final class AtomicFile {
  /** How the name of a file that is still being written ends. */
  public static final String TEMPORARY_SUFFIX = ".tmp";

  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes everything; the stream is buffered and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file, replacing one of that name. Missing parent directories are made.
   *
   * @throws IOException if anything fails; the old file, if any, is then untouched
   */
  public static void write(Path file, Body body) throws IOException {
    Path directory = directoryOf(file);
    Files.createDirectories(directory);
    Path temporary =
        Files.createTempFile(directory, "." + file.getFileName() + ".", TEMPORARY_SUFFIX);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        OutputStream out =
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        body.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory(directory);
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || file.getFileName() == null) {
      throw new IllegalArgumentException("A file with a name is needed, got " + file);
    }
    return parent;
  }

  /** Makes the rename itself last; systems that cannot open a directory are let be. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The rename has happened; only its survival of a power cut is not promised here.
    }
  }
}
