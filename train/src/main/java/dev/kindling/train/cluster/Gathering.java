package dev.kindling.train.cluster;

import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Brings what workers send to the driver, merged or as it is, always in the order of the workers.
 */
final class Gathering {
  private Gathering() {}

  /** All reports, and of each slice its mean or what it is made of. */
  static Gathered of(JavaRDD<Part> parts, Exchange exchange, SliceFormat format, int reducers) {
    JavaRDD<Part> sent = parts.filter(part -> !(part instanceof Part.Kept));
    return exchange == Exchange.REDUCE
        ? Gathered.of(sent.collect(), format)
        : Gathered.of(shuffled(sent, format, reducers), format.ofMeans());
  }

  /** The shuffle: slices of all workers come together, in worker order, and leave as one each. */
  private static List<Part> shuffled(JavaRDD<Part> sent, SliceFormat format, int reducers) {
    JavaPairRDD<Part.Key, Part> gathered =
        sent.mapToPair(part -> new Tuple2<>(part.key(), part))
            .repartitionAndSortWithinPartitions(new BySlice(reducers), new Part.Order());
    List<Part> merged =
        gathered
            .values()
            .mapPartitions(sorted -> SliceMerger.merge(sorted, format).iterator())
            .collect();
    gathered.rdd().cleanShuffleDependencies(false);
    return merged;
  }

  private static final class BySlice extends Partitioner {
    private static final long serialVersionUID = 1;
    private final int partitions;

    BySlice(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return Math.floorMod(((Part.Key) key).slice(), partitions);
    }
  }
}
