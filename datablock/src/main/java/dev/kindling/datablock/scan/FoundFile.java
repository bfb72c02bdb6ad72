package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A file that is an item.
 *
 * @param key its path below the root, {@code /}-separated, normal form C
 * @param location its path or URI, as its {@link FileTree} understands it
 */
record FoundFile(String key, String location) implements Serializable {
  FoundFile {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
  }
}
