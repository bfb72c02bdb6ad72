package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.scan.FileTree;
import java.util.Arrays;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads the files of items on the executors. */
final class Contents {
  private static final Column NOTHING = lit(null).cast("binary");

  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.StringType, false)
          .add("content", DataTypes.BinaryType, true);

  private Contents() {}

  static Dataset<Row> of(Dataset<Row> rows, FileTree tree, long maxBytes) {
    boolean held = Arrays.asList(rows.columns()).contains("content");
    Column content =
        held ? when(octet_length(col("content")).leq(maxBytes), col("content")) : NOTHING;
    MapFunction<Row, Row> read = item -> read(tree, item, maxBytes);
    return rows.select(col("key"), col("location"), content.as("content"))
        .map(read, Encoders.row(SCHEMA));
  }

  private static Row read(FileTree tree, Row item, long maxBytes) {
    Object content =
        item.isNullAt(2) && !item.isNullAt(1)
            ? content(tree, item.getString(1), maxBytes)
            : item.get(2);
    return RowFactory.create(item.getString(0), content);
  }

  private static byte @Nullable [] content(FileTree tree, String location, long maxBytes) {
    try {
      return tree.read(location, maxBytes);
    } catch (BadItemException unreadable) {
      return null;
    }
  }
}
