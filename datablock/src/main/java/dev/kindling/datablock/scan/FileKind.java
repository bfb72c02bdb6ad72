package dev.kindling.datablock.scan;

import java.util.List;
import java.util.Locale;

/** What files a scan looks for, by the ends of their names. */
public enum FileKind {
  /** Images in the formats that are read here. */
  IMAGES("image", "jpg", "jpeg", "jpe", "jfif", "png", "bmp", "gif", "webp", "tif", "tiff"),
  /** Plain text. */
  TEXTS("text", "txt"),
  /** Tables, one row a document. */
  TABLES("CSV or Parquet", "csv", "csv.gz", "parquet"),
  /** Tar files whose members are items. */
  SHARDS("tar", "tar");

  private final String noun;
  private final List<String> ends;

  FileKind(String noun, String... ends) {
    this.noun = noun;
    this.ends = java.util.Arrays.stream(ends).map(end -> "." + end).toList();
  }

  /** What to call such files in front of the word "files". */
  public String noun() {
    return noun;
  }

  /** Whether a file of this name is looked for; capitals do not matter. */
  public boolean matches(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return ends.stream().anyMatch(small::endsWith);
  }
}
