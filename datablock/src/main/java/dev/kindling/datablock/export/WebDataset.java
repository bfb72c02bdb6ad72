package dev.kindling.datablock.export;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Writes a prepared dataset as tar shards in the layout of WebDataset: {@code
 * train/shard-000000.tar} and so on, with an {@code index.json} beside the splits. Each row is a
 * sample: the item (such as {@code jpg} or {@code txt}), {@code cls} with its label's number where
 * labels are categories, and {@code json} with its key, label, split and what else is known: of
 * several labels, a list {@code labels} too.
 *
 * <p>Rows are in an order drawn by their keys and the seed. The same dataset, seed and size give
 * the same files, byte for byte, whatever the cluster. Each task writes whole shards, a row at a
 * time.
 *
 * @param shardBytes that a shard has at most, unless a single sample has more
 * @param seed of the order
 */
public record WebDataset(long shardBytes, Seed seed) {
  private static final long MOST_BUCKETS = 100_000;

  /** Of a sample beside its content, about: headers, padding, label and JSON. */
  private static final long AROUND = 4 * 512 + 512;

  /** Buckets are filled to this share on average, so that few need a second shard. */
  private static final double FILLING = 0.8;

  public WebDataset {
    requireNonNull(seed, "seed");
    if (shardBytes < 1 << 16) {
      throw new IllegalArgumentException(
          "A shard needs 65536 bytes at least, got %d".formatted(shardBytes));
    }
  }

  /**
   * Writes all splits, or nothing: the folder appears under its name when all is written.
   *
   * @param path or URI of a folder that is not there yet
   * @throws DataContractException if it is there
   */
  public ShardIndex write(PreparedDataset dataset, String path) {
    SparkSession spark = dataset.rows().sparkSession();
    Storage storage = Storage.at(path, spark.sessionState().newHadoopConf());
    storage.requireAbsent();
    String work = path.replaceAll("/+$", "") + "." + UUID.randomUUID() + ".tmp";
    Storage draft = Storage.at(work, spark.sessionState().newHadoopConf());
    try {
      Map<String, List<WrittenShard>> splits = new TreeMap<>();
      for (Split split : Split.values()) {
        List<WrittenShard> shards = write(dataset, split, draft);
        if (!shards.isEmpty()) {
          splits.put(split.text(), shards);
        }
      }
      ShardIndex index = ShardIndex.of(dataset, seed, shardBytes, splits);
      draft.write("done/index.json", index.toJson());
      storage.requireAbsent();
      draft.move("done", storage);
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException("Shards cannot be written to " + path, e);
    } finally {
      draft.delete();
    }
  }

  private List<WrittenShard> write(PreparedDataset dataset, Split split, Storage draft)
      throws IOException {
    Dataset<Row> rows = dataset.rows(split);
    Row size = rows.agg(count(lit(1)), sum(octet_length(col("content")))).head();
    if (size.getLong(0) == 0) {
      return List.of();
    }
    long bytes = size.getLong(1) + AROUND * size.getLong(0);
    int buckets = (int) Math.min(MOST_BUCKETS, 1 + (long) (bytes / (FILLING * shardBytes)));
    List<WrittenShard> shards = new ArrayList<>(written(dataset, rows, split, buckets, draft));
    shards.sort(Comparator.comparing(WrittenShard::bucket).thenComparing(WrittenShard::part));
    List<WrittenShard> named = new ArrayList<>();
    for (WrittenShard shard : shards) {
      String name = "%s/shard-%06d.tar".formatted(split.text(), named.size());
      draft.move(shard.name(), "done/" + name);
      named.add(shard.named(name));
    }
    return named;
  }

  private List<WrittenShard> written(
      PreparedDataset dataset, Dataset<Row> rows, Split split, int buckets, Storage draft) {
    Seed order = seed.derive("shards").derive(split.text());
    UDF1<String, Double> place = order::fraction;
    Column at = udf(place, DataTypes.DoubleType).apply(col("key"));
    ShardTask task =
        new ShardTask(
            draft,
            split.text(),
            shardBytes,
            new SampleWriter(dataset.manifest().vocab(), dataset.manifest().target().type()));
    JavaRDD<Row> dealt =
        rows.withColumn("place", at)
            .withColumn("bucket", col("place").multiply(buckets).cast("int"))
            .repartition(Math.min(buckets, 10_000), col("bucket"))
            .sortWithinPartitions("bucket", "place", "key")
            .toJavaRDD();
    return dealt.mapPartitions(task::write).collect(); // one for each shard
  }
}
