package dev.kindling.datablock.document;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.scan.SkipReason;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What a reader of documents met: a document, a bad one, something to skip, or a broken file. */
public final class DocumentRow {
  /**
   * {@code key}; {@code location} of the file that holds the document, where it is a file of its
   * own; {@code content}, its bytes, where it is not; {@code given_label} and {@code given_split}
   * of a table; {@code fate}, one of the constants of this class; {@code fault}, the code of the
   * reason it is bad or skipped, and {@code detail}. All but key and fate may be null.
   */
  public static final StructType SCHEMA =
      new StructType()
          .add("key", StringType)
          .add("location", StringType)
          .add("content", BinaryType)
          .add("given_label", StringType)
          .add("given_split", StringType)
          .add("fate", StringType)
          .add("fault", StringType)
          .add("detail", StringType);

  /** A document, good so far. */
  public static final String DOCUMENT = "document";

  /** A document for the quarantine. */
  public static final String BAD = "bad";

  /** No document. */
  public static final String SKIPPED = "skipped";

  /** A file that cannot be read to its end, so that nobody knows what is missing. */
  public static final String BROKEN = "broken";

  /** No document may be longer, in bytes: of a longer one this many and one more are read. */
  public static final int MAX_BYTES = 1 << 28;

  private DocumentRow() {}

  static Row document(String key, byte[] content, Optional<String> label, Optional<String> split) {
    return RowFactory.create(
        key, null, content, label.orElse(null), split.orElse(null), DOCUMENT, null, null);
  }

  static Row bad(String key, QuarantineReason reason, String detail) {
    return RowFactory.create(key, null, null, null, null, BAD, reason.code(), detail);
  }

  static Row skipped(String key, SkipReason reason) {
    return RowFactory.create(key, null, null, null, null, SKIPPED, reason.code(), null);
  }

  static Row broken(String file, String detail) {
    return RowFactory.create(file, null, null, null, null, BROKEN, null, detail);
  }

  /** The key of the document that begins in a line or row of a file; sorts in the file's order. */
  static String key(String file, long number) {
    return "%s#%09d".formatted(file, number);
  }
}
