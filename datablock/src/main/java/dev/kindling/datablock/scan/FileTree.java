package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
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
  static FileTree of(String uri, Configuration configuration, Selection selection) {
    requireNonNull(uri, "uri");
    if (uri.isBlank()) {
      throw new IllegalArgumentException("Source must be a path or URI of a folder, got \"\"");
    }
    return LocalTree.pathOf(uri)
        .<FileTree>map(path -> LocalTree.of(path, selection))
        .orElseGet(() -> HadoopTree.of(uri, configuration, selection));
  }

  /** What of it is taken. */
  Selection selection();

  /** Where its root is: a path or URI; empty where there are no files. */
  String place();

  /** The root of the walk. */
  Folder root();

  /**
   * What the directory holds, in no particular order; each entry is looked at when it is asked for.
   * Never fails for a single entry, or for a directory that is shut.
   */
  Iterator<Entry> list(Folder folder);

  /**
   * The path below the root that a text means: a relative path, or a path or URI of what lies below
   * the root. Empty where it lies elsewhere; {@code ..} is left as it is.
   */
  Optional<String> below(String text);

  /** The location of the file with this path below the root. */
  String at(String relative);

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
