package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory on the walker's list.
 *
 * @param key its path below the root, {@code /}-separated, normal form C; empty for the root
 * @param location its path or URI, as its {@link FileTree} understands it
 * @param way real paths of the directories from the root down to this one, itself included
 */
record Folder(String key, String location, List<String> way) implements Serializable {
  Folder {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
    way = List.copyOf(way);
  }

  /** The key of an entry with this normalised name. */
  String keyOf(String name) {
    return key.isEmpty() ? name : key + "/" + name;
  }

  /** The directory of that name below this one. */
  Folder child(String name, String location, String realPath) {
    List<String> longer = new ArrayList<>(way);
    longer.add(realPath);
    return new Folder(keyOf(name), location, longer);
  }
}
