package dev.kindling.augment;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.image.PixelBuffer;
import dev.kindling.datablock.image.ReducedImage;

/** Images that are decoded as far as what is drawn for them needs. */
record EncodedSources(EncodedBatch batch, Augmentation augmentation, Seed seed, long epoch)
    implements Sources {
  @Override
  public int count() {
    return batch.count();
  }

  @Override
  public Planned get(int index, PixelBuffer buffer) {
    OpenedImage opened = batch.images().get(index);
    ItemPlan plan =
        augmentation.plan(opened.width(), opened.height(), batch.keys().get(index), seed, epoch);
    ReducedImage decoded = batch.decode(index, augmentation.reduction(plan), buffer);
    return new Planned(decoded.image(), plan.on(decoded));
  }
}
