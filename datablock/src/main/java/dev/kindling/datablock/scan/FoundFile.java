package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A file that is an item.
 *
 * @param key its path below the root, {@code /}-separated, normal form C
 * @param location its path or URI, as its {@link FileTree} understands it
 * @param stamp its size and time
 * @param renamed whether the key is another text than the path in storage, so that two files may
 *     have one key
 */
record FoundFile(String key, String location, Stamp stamp, boolean renamed) implements Entry {
  FoundFile {
    requireNonNull(key, "key");
    requireNonNull(location, "location");
    requireNonNull(stamp, "stamp");
  }

  /** A row of a {@link Walk}. */
  Row row() {
    Object modified = stamp.settled() ? stamp.modified() : null;
    return RowFactory.create(key, location, stamp.size(), modified);
  }
}
