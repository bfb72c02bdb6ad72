package dev.kindling.datablock;

import dev.kindling.datablock.process.ChannelStatistics;
import dev.kindling.datablock.quality.ItemQuality;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.quality.QualityTally;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All that is counted of the images of a table, in one pass over their facts. Counts and sums of
 * whole numbers: the same in any order. Mutable; its size does not grow with the number of images.
 */
final class ImageTally implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHANNELS = 3;

  private final QualityTally quality = new QualityTally();
  private final long[] means = new long[CHANNELS];
  private final long[] squares = new long[CHANNELS];
  private long train;

  /**
   * Counts them.
   *
   * @param facts columns as {@link dev.kindling.datablock.process.ProcessedRow#FACTS}, good ones
   */
  static ImageTally of(Dataset<Row> facts) {
    return facts
        .select(
            "split", "quality", "mean_0", "mean_1", "mean_2", "square_0", "square_1", "square_2")
        .toJavaRDD()
        .treeAggregate(new ImageTally(), ImageTally::add, ImageTally::add);
  }

  private ImageTally add(Row row) {
    quality.add(row.getString(0), ItemQuality.of(row.getStruct(1)));
    if (row.getString(0).equals(Split.TRAIN.text())) {
      train++;
      for (int c = 0; c < CHANNELS; c++) {
        means[c] += row.getLong(2 + c);
        squares[c] += row.getLong(2 + CHANNELS + c);
      }
    }
    return this;
  }

  private ImageTally add(ImageTally other) {
    quality.add(other.quality);
    train += other.train;
    for (int c = 0; c < CHANNELS; c++) {
      means[c] += other.means[c];
      squares[c] += other.squares[c];
    }
    return this;
  }

  /** Of train. */
  ChannelStatistics statistics() {
    return ChannelStatistics.of(list(means), list(squares), Math.max(1, train));
  }

  private static List<Long> list(long[] sums) {
    return Arrays.stream(sums).boxed().toList();
  }

  /** Of all splits. */
  QualityFacts quality() {
    return quality.facts();
  }
}
