package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.table.PreparedDataset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Training images to be shown.
 *
 * @param images their targets are their places in this batch
 * @param labels one for each
 */
record ShownImages(EncodedBatch images, List<String> labels) {
  private static final int COUNT = 24;

  ShownImages {
    labels = List.copyOf(labels);
  }

  /** A batch of train; always the same one. */
  static ShownImages of(PreparedDataset dataset) {
    Object[] keys = // found without reading any content
        dataset
            .rows(Split.TRAIN)
            .select("sha256", "key")
            .orderBy("sha256", "key") // as good as shuffled, and always the same
            .limit(COUNT)
            .collectAsList()
            .stream()
            .map(row -> row.getString(1))
            .toArray();
    List<Row> rows =
        dataset
            .rows(Split.TRAIN)
            .where(col("key").isin(keys))
            .orderBy("sha256", "key")
            .select("key", "content", "label")
            .collectAsList();
    if (rows.isEmpty()) {
      throw new DataContractException("There is no train image in " + dataset);
    }
    return opened(rows);
  }

  private static ShownImages opened(List<Row> rows) {
    ImageDecoder decoder = ImageDecoder.of(DecodeLimits.NONE);
    List<String> keys = new ArrayList<>();
    List<OpenedImage> images = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (Row row : rows) {
      keys.add(row.getAs("key"));
      places.add(places.size());
      try {
        images.add(decoder.open(row.getAs("content")));
      } catch (BadItemException e) {
        throw StoredItem.unreadable(row.getAs("key"), e);
      }
    }
    return new ShownImages(
        new EncodedBatch(keys, images, places),
        rows.stream().map(row -> row.<String>getAs("label")).toList());
  }

  /** One of them alone. */
  EncodedBatch only(int index) {
    return new EncodedBatch(
        List.of(images.keys().get(index)), List.of(images.images().get(index)), List.of(0));
  }
}
