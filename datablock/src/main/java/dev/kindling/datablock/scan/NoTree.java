package dev.kindling.datablock.scan;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Where there are no files: the rows of a table hold their contents themselves. */
public record NoTree() implements FileTree {
  @Override
  public FileKind kind() {
    return FileKind.TABLES;
  }

  @Override
  public Folder root() {
    return new Folder("", "", List.of());
  }

  @Override
  public Listing list(Folder folder) {
    return new Listing(List.of(), List.of(), Map.of());
  }

  @Override
  public byte[] read(String location, long maxBytes) throws BadItemException {
    throw new BadItemException(QuarantineReason.UNREADABLE, "a row of a table is no file");
  }

  @Override
  public InputStream open(String location) throws IOException {
    throw new IOException("A row of a table is no file");
  }
}
