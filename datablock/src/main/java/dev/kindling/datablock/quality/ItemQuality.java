package dev.kindling.datablock.quality;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageHeader;
import dev.kindling.datablock.image.ImageQuality;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What is measured of one image. Size, bytes and format are those of the file as found; the look is
 * that of the picture as it is stored, which presizing makes smaller, and as training sees it.
 *
 * @param width columns of the upright picture
 * @param height rows of the upright picture
 * @param bytes of the file
 * @param format as {@link dev.kindling.datablock.image.ImageFormat#text()}
 * @param look brightness and so on, to six decimals
 */
public record ItemQuality(int width, int height, long bytes, String format, ImageQuality look) {
  /** The columns of a row: {@code width, height, bytes, format} and those of the look. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          "width INT, height INT, bytes BIGINT, format STRING, brightness DOUBLE, "
              + "contrast DOUBLE, sharpness DOUBLE, colourfulness DOUBLE");

  private static final double DECIMALS = 1e6;

  public ItemQuality {
    requireNonNull(format, "format");
    look =
        new ImageQuality(
            rounded(look.brightness()),
            rounded(look.contrast()),
            rounded(look.sharpness()),
            rounded(look.colourfulness()));
  }

  /** Measures an image. */
  public static ItemQuality of(ImageHeader header, long bytes, Image stored) {
    return new ItemQuality(
        header.uprightWidth(),
        header.uprightHeight(),
        bytes,
        header.format().text(),
        ImageQuality.of(stored));
  }

  /** What {@link #row} wrote. */
  public static ItemQuality of(Row row) {
    return new ItemQuality(
        row.getInt(0),
        row.getInt(1),
        row.getLong(2),
        row.getString(3),
        new ImageQuality(row.getDouble(4), row.getDouble(5), row.getDouble(6), row.getDouble(7)));
  }

  /** Columns as {@link #SCHEMA}. */
  public Row row() {
    return RowFactory.create(
        width,
        height,
        bytes,
        format,
        look.brightness(),
        look.contrast(),
        look.sharpness(),
        look.colourfulness());
  }

  private static double rounded(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS;
  }
}
