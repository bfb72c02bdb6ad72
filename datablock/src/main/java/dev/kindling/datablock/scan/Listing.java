package dev.kindling.datablock.scan;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one directory holds: items, directories to look into, and counted skips.
 *
 * @param files items
 * @param folders directories to look into
 * @param skipped entries that are neither, by reason
 */
record Listing(List<FoundFile> files, List<Folder> folders, Map<SkipReason, Long> skipped)
    implements Serializable {
  /** A directory that could not be listed. */
  static Listing unreadable() {
    return new Listing(List.of(), List.of(), Map.of(SkipReason.UNREADABLE_DIRECTORY, 1L));
  }

  /** The same without the items, for the driver. */
  Listing withoutFiles() {
    return new Listing(List.of(), folders, skipped);
  }

  /** Gathers the entries of one directory; used by one thread and thrown away. */
  static final class Builder {
    private final Folder folder;
    private final FileKind kind;
    private final Set<String> names = new HashSet<>();
    private final List<FoundFile> files = new ArrayList<>();
    private final List<Folder> folders = new ArrayList<>();
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);

    Builder(Folder folder, FileKind kind) {
      this.folder = folder;
      this.kind = kind;
    }

    void skip(SkipReason reason) {
      skipped.merge(reason, 1L, Long::sum);
    }

    /** Whether an entry of that name is wanted at all; counts it if not. */
    boolean hidden(String name) {
      boolean hidden = name.startsWith(".");
      if (hidden) {
        skip(SkipReason.HIDDEN);
      }
      return hidden;
    }

    void file(String name, String location, Stamp stamp) {
      if (!kind.matches(name)) {
        skip(SkipReason.EXTENSION);
      } else if (claim(name)) {
        files.add(new FoundFile(folder.keyOf(normalised(name)), location, stamp));
      }
    }

    void folder(String name, String location, String realPath) {
      if (folder.way().contains(realPath)) {
        skip(SkipReason.SYMLINK_LOOP);
      } else if (claim(name)) {
        folders.add(folder.child(normalised(name), location, realPath));
      }
    }

    Listing build() {
      return new Listing(files, folders, skipped);
    }

    private boolean claim(String name) {
      boolean first = names.add(normalised(name));
      if (!first) {
        skip(SkipReason.DUPLICATE_KEY);
      }
      return first;
    }
  }

  static String normalised(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
