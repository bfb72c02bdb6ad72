package dev.kindling.datablock.process;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.scan.FileTree;
import java.util.Optional;

/** The SHA-256 by which a file is told to be what it was. */
public final class ContentHash {
  private ContentHash() {}

  /** Of the whole file, hexadecimal; empty if it cannot be read or has more bytes. */
  public static Optional<String> of(FileTree tree, String location, long maxBytes) {
    try {
      return Optional.of(ItemProcessor.sha256(tree.read(location, maxBytes)));
    } catch (BadItemException unreadable) {
      return Optional.empty();
    }
  }
}
