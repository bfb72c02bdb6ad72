package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.process.ChannelStatistics;
import dev.kindling.datablock.process.LabelCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is left after processing.
 *
 * @param labels good items by split and label
 * @param train statistics of the channels over train
 */
record Tally(LabelCounts labels, ChannelStatistics train) {
  private static final int MEANS = 3;
  private static final int SQUARES = MEANS + Image.CHANNELS;

  static Tally of(Dataset<Row> facts) {
    List<Row> groups =
        facts
            .where(col("reason").isNull())
            .groupBy("split", "label")
            .agg(
                count(lit(1)),
                sum("mean_0"),
                sum("mean_1"),
                sum("mean_2"),
                sum("square_0"),
                sum("square_1"),
                sum("square_2"))
            .collectAsList();
    Map<Split, SortedMap<String, Long>> counts = new EnumMap<>(Split.class);
    for (Row group : groups) {
      counts
          .computeIfAbsent(Split.of(group.getString(0)), any -> new TreeMap<>())
          .put(group.getString(1), group.getLong(2));
    }
    List<Row> train =
        groups.stream().filter(row -> row.getString(0).equals(Split.TRAIN.text())).toList();
    LabelCounts labels = new LabelCounts(counts);
    return new Tally(
        labels,
        ChannelStatistics.of(
            sums(train, MEANS), sums(train, SQUARES), Math.max(1, labels.count(Split.TRAIN))));
  }

  private static List<Long> sums(List<Row> groups, int firstColumn) {
    List<Long> sums = new ArrayList<>();
    for (int c = 0; c < Image.CHANNELS; c++) {
      int column = firstColumn + c;
      sums.add(groups.stream().mapToLong(row -> row.getLong(column)).sum());
    }
    return sums;
  }
}
