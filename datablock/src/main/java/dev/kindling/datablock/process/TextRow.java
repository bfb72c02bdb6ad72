package dev.kindling.datablock.process;

import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** The row that a {@link TextProcessor} makes of a document, good or bad. */
public final class TextRow {
  /** The columns of {@link #SCHEMA} that are small. */
  public static final StructType FACTS = facts();

  /**
   * {@code key, label, split, sha256, reason, detail}, then {@code content}, the text, and {@code
   * tokens}, with spaces between. {@code reason} and {@code detail} are null for a good document,
   * {@code content} and {@code tokens} for a bad one.
   */
  public static final StructType SCHEMA =
      facts().add("content", StringType).add("tokens", StringType);

  private static final String SPACE = " "; // which no token holds

  private TextRow() {}

  private static StructType facts() {
    return new StructType()
        .add("key", StringType)
        .add("label", StringType)
        .add("split", StringType)
        .add("sha256", StringType)
        .add("reason", StringType)
        .add("detail", StringType);
  }

  /** The tokens that the column {@code tokens} holds. */
  public static List<String> tokens(String joined) {
    return Arrays.asList(joined.split(SPACE, -1));
  }

  static Row good(Row item, String text, List<String> tokens, String sha256) {
    return RowFactory.create(
        item.getAs("key"),
        item.getAs("label"),
        item.getAs("split"),
        sha256,
        null,
        null,
        text,
        String.join(SPACE, tokens));
  }

  static Row bad(Row item, Optional<String> sha256, String reason, String detail) {
    return RowFactory.create(
        item.getAs("key"),
        item.getAs("label"),
        item.getAs("split"),
        sha256.orElse(null),
        reason,
        detail,
        null,
        null);
  }
}
