package dev.kindling.datablock.scan;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Says what the entries of a directory are, the same for every storage.
 *
 * @param folder the directory
 * @param selection what is taken
 */
record Listing(Folder folder, Selection selection) {

  /** A reason to skip whatever has that name. */
  Optional<Entry> refused(String name) {
    return selection.hidden() == Hidden.SKIP && name.startsWith(".")
        ? Optional.of(new Entry.Skip(SkipReason.HIDDEN))
        : Optional.empty();
  }

  Entry file(String name, String location, Stamp stamp) {
    String key = folder.keyOf(normalised(name));
    if (!selection.named(name)) {
      return new Entry.Skip(SkipReason.EXTENSION);
    }
    if (selection.excluded(key)) {
      return new Entry.Skip(SkipReason.EXCLUDED);
    }
    if (!selection.included(key)) {
      return new Entry.Skip(SkipReason.NOT_INCLUDED);
    }
    return new FoundFile(key, location, stamp, folder.renamed() || renamed(name));
  }

  /**
   * A directory.
   *
   * @param realPath without links, so that circles show
   */
  Entry folder(String name, String location, String realPath) {
    Folder child = folder.child(normalised(name), location, realPath, renamed(name));
    if (selection.excluded(child.key())) {
      return new Entry.Skip(SkipReason.EXCLUDED);
    }
    boolean wanted =
        !folder.isRoot()
            || selection.folders().isEmpty()
            || selection.folders().contains(normalised(name));
    if (!wanted) {
      return new Entry.Skip(SkipReason.NOT_INCLUDED);
    }
    return folder.way().contains(realPath) ? new Entry.Skip(SkipReason.SYMLINK_LOOP) : child;
  }

  private static boolean renamed(String name) {
    return !normalised(name).equals(name);
  }

  static String normalised(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
