package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * A directory tree in storage, as the walker and the processors see it. Small and serialisable: it
 * travels to the executors, which must all see the same storage. Safe for use by many threads.
 */
public sealed interface FileTree extends Serializable permits LocalTree, HadoopTree, NoTree {
  /**
   * The tree at a path or URI: Java's own file access for plain paths and {@code file:}, Hadoop's
   * for every other scheme.
   *
   * @throws DataContractException if there is nothing, or no directory
   */
  static FileTree of(String uri, Configuration configuration, FileKind kind) {
    requireNonNull(uri, "uri");
    if (uri.isBlank()) {
      throw new IllegalArgumentException("Source must be a path or URI of a folder, got \"\"");
    }
    return LocalTree.pathOf(uri)
        .<FileTree>map(path -> LocalTree.of(path, kind))
        .orElseGet(() -> HadoopTree.of(uri, configuration, kind));
  }

  /** What files are looked for. */
  FileKind kind();

  /** The root of the walk. */
  Folder root();

  /** What the directory holds; never fails for a single entry, or for a directory that is shut. */
  Listing list(Folder folder);

  /**
   * The bytes of a file.
   *
   * @throws BadItemException {@code TOO_MANY_BYTES} before reading, {@code UNREADABLE} if reading
   *     fails
   */
  byte[] read(String location, long maxBytes) throws BadItemException;

  /** The bytes of a file one after the other, however many; the caller closes the stream. */
  InputStream open(String location) throws IOException;
}
