package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.Direction;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * What a fit learns from and is validated on.
 *
 * @param train training rows, keys unique
 * @param valid validation rows, keys unique; may be empty
 * @param path of the prepared dataset, for provenance
 * @param version of its table
 */
public record FitData(
    JavaRDD<ShardRecord> train, JavaRDD<ShardRecord> valid, String path, long version) {
  public FitData {
    requireNonNull(train, "train");
    requireNonNull(valid, "valid");
    requireNonNull(path, "path");
  }

  /** The training and validation splits of a prepared dataset, targets by its vocab. */
  public static FitData of(PreparedDataset dataset, TargetSpec target) {
    List<String> vocab = dataset.manifest().vocab();
    return new FitData(
        SplitRows.of(dataset, Split.TRAIN, vocab, target),
        SplitRows.of(dataset, Split.VALID, vocab, target),
        dataset.path(),
        dataset.version());
  }

  /** The training and validation splits of a prepared dataset of texts, as token ids in order. */
  public static FitData ofTexts(PreparedDataset dataset, TargetSpec target, Direction direction) {
    List<String> vocab = dataset.manifest().vocab();
    return new FitData(
        SplitRows.texts(dataset, Split.TRAIN, vocab, target, direction),
        SplitRows.texts(dataset, Split.VALID, vocab, target, direction),
        dataset.path(),
        dataset.version());
  }
}
