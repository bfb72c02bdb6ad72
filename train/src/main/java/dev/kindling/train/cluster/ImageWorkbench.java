package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Augmentations;
import dev.kindling.augment.BackendUse;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.ShardSource;
import java.util.Map;

/**
 * Works on prepared images: decoded, augmented, normalised.
 *
 * @param recipe how the fit goes
 * @param augmentations what training and validation see
 * @param normalize what is done to each channel
 */
public record ImageWorkbench(Recipe recipe, Augmentations augmentations, Normalize normalize)
    implements Workbench {
  private static final long serialVersionUID = 1;
  private static final int PREFETCH = 2;

  public ImageWorkbench {
    requireNonNull(recipe, "recipe");
    requireNonNull(augmentations, "augmentations");
    requireNonNull(normalize, "normalize");
  }

  @Override
  public Map<String, String> identity() {
    return Map.of(
        "augment", augmentations.preset().text(),
        "mix", augmentations.mixes().toString(),
        "sampling", augmentations.sampling().toString(),
        "normalize", normalize.toString());
  }

  @Override
  public BatchSource training(Shard shard) {
    Augmentation augmentation = augmentations.training(recipe.imageSize(), normalize);
    BackendUse.Meter meter = new BackendUse.Meter();
    ShardSource source =
        ShardSource.shuffled(
            shard,
            decoder(),
            recipe.batchSize(),
            recipe.sampler(),
            recipe.seed(),
            (images, epoch) -> augmentation.apply(images, recipe.seed(), epoch, meter));
    return new Metered(source, meter).prefetched(PREFETCH);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    Augmentation augmentation = augmentations.validation(recipe.imageSize(), normalize);
    return ShardSource.asStored(
            shard,
            decoder(),
            recipe.batchSize(),
            (images, epoch) -> augmentation.apply(images, recipe.seed(), epoch))
        .prefetched(PREFETCH);
  }

  /** The bytes were decoded within limits when they were prepared. */
  private static ImageDecoder decoder() {
    return ImageDecoder.of(DecodeLimits.NONE);
  }
}
