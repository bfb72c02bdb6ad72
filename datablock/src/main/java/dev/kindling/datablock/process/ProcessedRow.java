package dev.kindling.datablock.process;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.image.EncodedImage;
import dev.kindling.datablock.image.PerceptualHash;
import dev.kindling.datablock.quality.ItemQuality;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The row that an {@link ItemProcessor} makes of an item, good or bad. */
public final class ProcessedRow {
  /**
   * {@code key, label, split, sha256, reason, detail, content, format, width, height, group} and
   * six numbers for the statistics; {@code look} is the perceptual hash, null if it was not asked
   * for or there is none; {@code quality} is what was measured, as {@link ItemQuality#SCHEMA}.
   * {@code reason} and {@code detail} are null for a good item, {@code quality} and everything from
   * {@code content} on are null for a bad one. {@code group} is null so far.
   */
  public static final StructType SCHEMA =
      facts()
          .add("content", BinaryType)
          .add("format", StringType)
          .add("width", IntegerType)
          .add("height", IntegerType)
          .add("group", StringType);

  /** The columns of {@link #SCHEMA} that are small. */
  public static final StructType FACTS = facts();

  private ProcessedRow() {}

  private static StructType facts() {
    return new StructType()
        .add("key", StringType)
        .add("label", StringType)
        .add("split", StringType)
        .add("sha256", StringType)
        .add("reason", StringType)
        .add("detail", StringType)
        .add("mean_0", LongType)
        .add("mean_1", LongType)
        .add("mean_2", LongType)
        .add("square_0", LongType)
        .add("square_1", LongType)
        .add("square_2", LongType)
        .add("look", DataTypes.createArrayType(LongType, false))
        .add("quality", ItemQuality.SCHEMA);
  }

  static Row good(
      Row item,
      EncodedImage stored,
      String sha256,
      ChannelSums sums,
      Optional<PerceptualHash> look,
      ItemQuality quality) {
    return RowFactory.create(
        item.getAs("key"),
        item.getAs("label"),
        item.getAs("split"),
        sha256,
        null,
        null,
        sums.means().get(0),
        sums.means().get(1),
        sums.means().get(2),
        sums.squares().get(0),
        sums.squares().get(1),
        sums.squares().get(2),
        look.map(hash -> hash.bits().toArray()).orElse(null),
        quality.row(),
        stored.content(),
        stored.format().text(),
        stored.width(),
        stored.height(),
        null);
  }

  static Row bad(Row item, Optional<String> sha256, BadItemException why) {
    return bad(item, sha256, why.reason().code(), why.detail());
  }

  static Row bad(Row item, Optional<String> sha256, String reason, String detail) {
    Object[] values = new Object[SCHEMA.size()];
    values[0] = item.getAs("key");
    values[1] = item.getAs("label");
    values[2] = item.getAs("split");
    values[3] = sha256.orElse(null);
    values[4] = reason;
    values[5] = detail;
    return RowFactory.create(values);
  }
}
