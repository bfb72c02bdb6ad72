package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.kindling.datablock.document.DocumentRow;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What processors want of an item, wherever it comes from. */
final class ItemColumns {
  private static final List<String> NAMES =
      List.of("key", "location", "content", "label", "split", "fault", "detail");

  private ItemColumns() {}

  /** {@code key, location, content, label, split, fault, detail}; null where there is none. */
  static Dataset<Row> of(Dataset<Row> items) {
    List<String> present = Arrays.asList(items.columns());
    Column[] columns =
        NAMES.stream()
            .map(
                name ->
                    present.contains(name)
                        ? col(name)
                        : lit(null).cast(DocumentRow.SCHEMA.apply(name).dataType()).as(name))
            .toArray(Column[]::new);
    return items.select(columns);
  }
}
