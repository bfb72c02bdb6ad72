package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A file that is an item.
 *
 * @param key its path below the root, {@code /}-separated, normal form C
 * @param location its path or URI, as its {@link FileTree} understands it
 * @param stamp its size and time
 */
record FoundFile(String key, String location, Stamp stamp) implements Serializable {
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
