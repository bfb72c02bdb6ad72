package dev.kindling.datablock.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the driver lists itself, because a job would take longer: all of a small tree, and of a
 * larger one the folders that come first, level by level.
 *
 * @param entries of folders that were listed to their ends
 * @param rest folders that were not
 */
record Beginning(List<Entry> entries, List<Folder> rest) {
  /** Each may take a round trip to the storage. */
  static final int MOST_FOLDERS = 32;

  /** Some 4 MB. */
  static final int MOST_ENTRIES = 20_000;

  static Beginning of(FileTree tree) {
    List<Entry> entries = new ArrayList<>();
    Deque<Folder> waiting = new ArrayDeque<>(List.of(tree.root()));
    for (int listed = 0; listed < MOST_FOLDERS && !waiting.isEmpty(); listed++) {
      Optional<List<Entry>> found =
          atMost(MOST_ENTRIES - entries.size(), tree.list(waiting.element()));
      if (found.isEmpty()) {
        break;
      }
      waiting.remove();
      entries.addAll(found.get());
      waiting.addAll(folders(found.get()));
    }
    return new Beginning(entries, List.copyOf(waiting));
  }

  /** The folders among some entries. */
  static List<Folder> folders(List<Entry> entries) {
    return entries.stream().filter(Folder.class::isInstance).map(Folder.class::cast).toList();
  }

  /** All that the listing has; empty if that is more. */
  private static Optional<List<Entry>> atMost(int count, Iterator<Entry> listing) {
    List<Entry> found = new ArrayList<>();
    while (listing.hasNext() && found.size() < count) {
      found.add(listing.next());
    }
    return listing.hasNext() ? Optional.empty() : Optional.of(found);
  }
}
