package dev.kindling.datablock;

import org.apache.spark.sql.types.StructType;

/** What processors want of an item, wherever it comes from. */
final class ItemColumns {
  /** Null where there is none. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "key STRING, location STRING, content BINARY, label STRING, split STRING, "
              + "fault STRING, detail STRING");

  private ItemColumns() {}
}
