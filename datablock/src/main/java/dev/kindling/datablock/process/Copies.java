package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.ImageFormat;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * More rows for training: changed copies of each item of train, stored as JPEG. A copy has the
 * item's label and split, the item's key with {@code #copy-N} behind it, and the item's group, or
 * else its key, as its group.
 *
 * @param perItem copies of each item, at least 0
 * @param copier what makes them
 */
public record Copies(int perItem, Copier copier) implements Serializable {
  /** Behind an item's key, before a copy's number. */
  public static final String SUFFIX = "#copy-";

  /** No copies. */
  public static final Copies NONE = new Copies(0, (key, image, number) -> image);

  public Copies {
    requireNonNull(copier, "copier");
    if (perItem < 0) {
      throw new IllegalArgumentException("Copies of an item must be at least 0, got " + perItem);
    }
  }

  /** Makes copies; a function of its arguments. */
  @FunctionalInterface
  public interface Copier extends Serializable {
    /**
     * A copy of an image.
     *
     * @param key of the item
     * @param number of the copy, from 1
     */
    Image copy(String key, Image image, int number);
  }

  /**
   * The copies of a row.
   *
   * @param row columns {@code key, content, format, width, height, sha256, label, split, group}
   */
  public Iterator<Row> of(Row row) {
    String key = row.getAs("key");
    Image image = decoded(key, row.getAs("content"));
    @Nullable String group = row.getAs("group");
    List<Row> copies = new ArrayList<>(perItem);
    for (int number = 1; number <= perItem; number++) {
      Image copy = copier.copy(key, image, number);
      byte[] content = ImageEncoder.jpeg(copy, ImageEncoder.FINE);
      copies.add(
          RowFactory.create(
              key + SUFFIX + number,
              content,
              ImageFormat.JPEG.text(),
              copy.width(),
              copy.height(),
              ItemProcessor.sha256(content),
              row.getAs("label"),
              row.getAs("split"),
              group == null ? key : group));
    }
    return copies.iterator();
  }

  private static Image decoded(String key, byte[] content) {
    try {
      return ImageDecoder.of(DecodeLimits.NONE).decode(content);
    } catch (BadItemException e) {
      throw new IllegalStateException("Item " + key + " was decoded once and now is not", e);
    }
  }
}
