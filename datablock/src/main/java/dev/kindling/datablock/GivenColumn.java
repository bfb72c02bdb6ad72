package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A column that a table of items brought along. */
final class GivenColumn {
  private GivenColumn() {}

  /** The column; {@code what} is meant to come from it. */
  static Column require(Dataset<Row> rows, String name, String what) {
    if (!Arrays.asList(rows.columns()).contains(name)) {
      throw new IllegalStateException(
          "%s by column need a table; these items are files: scan a table, or take them from elsewhere"
              .formatted(what));
    }
    return col(name);
  }
}
