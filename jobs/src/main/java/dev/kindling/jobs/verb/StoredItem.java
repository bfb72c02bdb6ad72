package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.image.ReducedImage;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Picture;
import dev.kindling.jobs.settings.SettingsException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/** One item as a prepared dataset stores it. */
final class StoredItem {
  private static final int THUMBNAIL_PIXELS = 160;

  private final Row row;

  private StoredItem(Row row) {
    this.row = row;
  }

  /**
   * The item of that key, of any split.
   *
   * @throws SettingsException if there is none
   */
  static StoredItem of(PreparedDataset dataset, String key) {
    return dataset.rows().where(col("key").equalTo(key)).collectAsList().stream()
        .map(StoredItem::new)
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "inspect.item \"%s\" is no key of %s; keys are paths below the source, such as train/cat/1.jpg"
                        .formatted(key, dataset)));
  }

  /** The items of those keys, in the order of the keys; read at once. */
  static List<StoredItem> of(PreparedDataset dataset, List<String> keys) {
    return dataset.rows().where(col("key").isin(keys.toArray())).collectAsList().stream()
        .map(StoredItem::new)
        .sorted(Comparator.comparing(item -> keys.indexOf(item.key())))
        .toList();
  }

  String key() {
    return row.getAs("key");
  }

  String label() {
    return row.getAs("label");
  }

  String split() {
    return row.getAs("split");
  }

  /** The live array of encoded bytes. */
  byte[] content() {
    return row.getAs("content");
  }

  /** With its header read. */
  OpenedImage opened() {
    try {
      return ImageDecoder.of(DecodeLimits.NONE).open(content());
    } catch (BadItemException e) {
      throw unreadable(key(), e);
    }
  }

  /** The picture, divided by 1, 2, 4 or 8 if its format allows that. */
  ReducedImage decoded(int reduction) {
    try {
      return opened().decode(reduction);
    } catch (BadItemException e) {
      throw unreadable(key(), e);
    }
  }

  /** The only one of a batch. */
  EncodedBatch alone() {
    return new EncodedBatch(List.of(key()), List.of(opened()), List.of(0));
  }

  /** The fault of the table: what it stores was decoded when it was prepared. */
  static IllegalStateException unreadable(String key, BadItemException cause) {
    return new IllegalStateException(
        "Prepared item %s cannot be decoded any more".formatted(key), cause);
  }

  /** Upright and small. */
  Picture picture() {
    byte[] small = ImageEncoder.thumbnail(decoded(1).image(), THUMBNAIL_PIXELS);
    return new Picture(Base64.getEncoder().encodeToString(small), label() + "\n" + key());
  }
}
