package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendUse;
import dev.kindling.augment.ItemPlan;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.image.ReducedImage;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.ShardSource;
import dev.kindling.train.model.TargetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * Decodes images and makes of them what the model takes.
 *
 * @param augmentation what validation saw of them in training
 */
record ImageIntake(Augmentation augmentation) implements Intake {
  private static final long serialVersionUID = 1;
  private static final Seed UNUSED = new Seed(0); // evaluation draws nothing
  private static final int PREFETCH = 2;

  ImageIntake {
    requireNonNull(augmentation, "augmentation");
  }

  @Override
  public JavaRDD<ShardRecord> rows(
      PreparedDataset dataset, Split split, List<String> vocab, TargetSpec target) {
    return SplitRows.of(dataset.require(Kind.IMAGE), split, vocab, target);
  }

  @Override
  public BatchSource evaluation(Shard shard, int batchSize) {
    return ShardSource.asStored(
            shard,
            ImageDecoder.of(DecodeLimits.NONE),
            batchSize,
            (images, epoch) -> augmentation.apply(images, UNUSED, epoch))
        .prefetched(PREFETCH);
  }

  @Override
  public Taken take(List<Found> items, DecodeLimits limits) {
    ImageDecoder decoder = ImageDecoder.of(limits);
    List<Refused> refused = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Image> images = new ArrayList<>();
    List<ItemPlan> plans = new ArrayList<>();
    for (Found item : items) {
      try {
        OpenedImage opened = decoder.open(item.content());
        ItemPlan plan = augmentation.plan(opened.width(), opened.height(), item.key(), UNUSED, 0);
        ReducedImage decoded = opened.decode(augmentation.reduction(plan));
        keys.add(item.key());
        images.add(decoded.image());
        plans.add(plan.on(decoded));
      } catch (BadItemException bad) {
        refused.add(new Refused(item.key(), bad));
      }
    }
    if (keys.isEmpty()) {
      return new Taken(Optional.empty(), refused);
    }
    ImageBatch batch = new ImageBatch(keys, images, Collections.nCopies(keys.size(), -1));
    return new Taken(
        Optional.of(augmentation.apply(batch, plans, UNUSED, 0, new BackendUse.Meter())), refused);
  }
}
