package dev.kindling.datablock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.scan.FileTree;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The files that the rows of a table name.
 *
 * @param root what paths are relative to and must not lead out of
 * @param keyed whether rows have keys of their own; otherwise their paths are their keys
 */
record ImagePaths(FileTree root, boolean keyed) implements Serializable {

  /** A row of {@link DocumentRow#SCHEMA} whose content is a path, with its location instead. */
  Row located(Row row) {
    if (!row.getAs("fate").equals(DocumentRow.DOCUMENT)) {
      return row;
    }
    byte[] content = row.getAs("content");
    String path = content == null ? "" : new String(content, UTF_8).strip();
    Optional<String> relative = root.below(path).flatMap(Keys::confined);
    String key = keyed ? row.getAs("key") : relative.map(Keys::composed).orElse(path);
    if (path.isEmpty()) {
      return bad(row, keyed ? key : "no-path", QuarantineReason.NO_PATH, "the row names no file");
    }
    if (relative.isEmpty()) {
      return bad(
          row,
          key,
          QuarantineReason.OUTSIDE_ROOT,
          "\"%s\" does not lie below %s".formatted(path, root.place()));
    }
    return RowFactory.create(
        key,
        root.at(relative.get()),
        null,
        row.getAs("given_label"),
        row.getAs("given_split"),
        DocumentRow.DOCUMENT,
        null,
        null);
  }

  private static Row bad(Row row, String key, QuarantineReason reason, String detail) {
    return RowFactory.create(
        key,
        null,
        null,
        row.getAs("given_label"),
        row.getAs("given_split"),
        DocumentRow.BAD,
        reason.code(),
        detail);
  }
}
