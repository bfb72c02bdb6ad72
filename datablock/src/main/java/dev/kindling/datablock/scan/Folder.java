package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A directory on the walker's list.
 *
 * @param key its path below the root, {@code /}-separated, normal form C; empty for the root
 * @param location its path or URI, as its {@link FileTree} understands it
 * @param way real paths of the directories from the root down to this one, itself included
 * @param renamed whether the names on the way are others than those in storage, so that two
 *     directories may have one key
 */
record Folder(String key, String location, List<String> way, boolean renamed) implements Entry {
  Folder {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
    way = List.copyOf(way);
  }

  /** The root of a tree. */
  static Folder root(String location, String realPath) {
    return new Folder("", location, List.of(realPath), false);
  }

  /** Where it lies, without links. */
  String realPath() {
    return way.get(way.size() - 1);
  }

  boolean isRoot() {
    return key.isEmpty();
  }

  /** The key of an entry with this normalised name. */
  String keyOf(String name) {
    return key.isEmpty() ? name : key + "/" + name;
  }

  /** The directory of that name below this one. */
  Folder child(String name, String location, String realPath, boolean other) {
    List<String> longer = new ArrayList<>(way);
    longer.add(realPath);
    return new Folder(keyOf(name), location, longer, renamed || other);
  }
}
