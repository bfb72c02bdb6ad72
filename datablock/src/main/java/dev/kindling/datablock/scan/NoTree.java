package dev.kindling.datablock.scan;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/** Where there are no files: the rows of a table hold their contents themselves. */
public record NoTree() implements FileTree {
  @Override
  public Selection selection() {
    return Selection.of(FileKind.TABLES);
  }

  @Override
  public String place() {
    return "";
  }

  @Override
  public Folder root() {
    return Folder.root("", "");
  }

  @Override
  public Iterator<Entry> list(Folder folder) {
    return Collections.emptyIterator();
  }

  @Override
  public Optional<String> below(String text) {
    return Optional.empty();
  }

  @Override
  public String at(String relative) {
    throw new IllegalStateException("A row of a table is no file");
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
