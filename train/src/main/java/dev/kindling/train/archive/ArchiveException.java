package dev.kindling.train.archive;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not the archive or checkpoint it should be; the message names file and entry. */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  /** What is wrong with which entry. */
  public ArchiveException(Path file, String entry, String problem) {
    super("%s: entry \"%s\": %s".formatted(file, printable(entry), problem));
  }

  /** What is wrong with the file as a whole. */
  public ArchiveException(Path file, String problem, Throwable cause) {
    super("%s: %s".formatted(file, problem), cause);
  }

  private static String printable(String entry) {
    String cut = entry.length() > 100 ? entry.substring(0, 100) + "…" : entry;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
