package dev.kindling.jobs.settings;

import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Glob;
import dev.kindling.datablock.scan.Hidden;
import dev.kindling.datablock.scan.Links;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.table.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of a folder is scanned. */
final class ScanSettings {
  private static final String EXTENSIONS = "data.extensions";
  private static final String FOLDERS = "data.folders";

  private ScanSettings() {}

  static Selection from(Reader reader, Kind kind) {
    List<String> extensions = reader.texts(EXTENSIONS);
    if (extensions.stream().anyMatch(end -> end.isBlank() || end.equals("."))) {
      throw reader.complaint(EXTENSIONS, "a list of ends of names, such as [jpg, png]");
    }
    List<String> folders = reader.texts(FOLDERS);
    if (folders.stream().anyMatch(name -> name.isBlank() || name.contains("/"))) {
      throw reader.complaint(FOLDERS, "a list of names of folders in data.source, without slashes");
    }
    return new Selection(
        kind == Kind.TEXT ? FileKind.TEXTS : FileKind.IMAGES,
        extensions,
        globs(reader, "data.include"),
        globs(reader, "data.exclude"),
        Set.copyOf(folders),
        reader.oneOf("data.hidden", List.of("skip", "read")).equals("read")
            ? Hidden.READ
            : Hidden.SKIP,
        reader.oneOf("data.links", List.of("follow", "skip")).equals("skip")
            ? Links.SKIP
            : Links.FOLLOW);
  }

  private static List<Glob> globs(Reader reader, String key) {
    List<Glob> globs = new ArrayList<>();
    for (String text : reader.texts(key)) {
      try {
        globs.add(Glob.of(text));
      } catch (IllegalArgumentException e) {
        throw reader.complaint(key, "a list of globs (%s)".formatted(e.getMessage()), e);
      }
    }
    return globs;
  }
}
