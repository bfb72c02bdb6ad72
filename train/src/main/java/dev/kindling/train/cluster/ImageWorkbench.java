package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.Preset;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.ShardSource;
import java.util.Map;

/**
 * Works on prepared images: decoded, augmented by a preset, normalised.
 *
 * @param recipe how the fit goes
 * @param preset what training and validation see
 * @param normalize what is done to each channel
 */
public record ImageWorkbench(Recipe recipe, Preset preset, Normalize normalize)
    implements Workbench {
  private static final long serialVersionUID = 1;
  private static final int PREFETCH = 2;

  public ImageWorkbench {
    requireNonNull(recipe, "recipe");
    requireNonNull(preset, "preset");
    requireNonNull(normalize, "normalize");
  }

  @Override
  public Map<String, String> identity() {
    return Map.of("augment", preset.text(), "normalize", normalize.toString());
  }

  @Override
  public BatchSource training(Shard shard) {
    Augmentation augmentation = preset.training(recipe.imageSize(), normalize);
    return ShardSource.shuffled(
            shard,
            decoder(),
            recipe.batchSize(),
            recipe.seed(),
            (images, epoch) -> augmentation.apply(images, recipe.seed(), epoch))
        .decodedDownTo(minimumShortSide())
        .prefetched(PREFETCH);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    Augmentation augmentation = preset.validation(recipe.imageSize(), normalize);
    return ShardSource.asStored(
            shard,
            decoder(),
            recipe.batchSize(),
            (images, epoch) -> augmentation.apply(images, recipe.seed(), epoch))
        .decodedDownTo(minimumShortSide())
        .prefetched(PREFETCH);
  }

  /** The bytes were decoded within limits when they were prepared. */
  private static ImageDecoder decoder() {
    return ImageDecoder.of(DecodeLimits.NONE);
  }

  /** Twice the model's: a reduced decode then still leaves a crop of a third of the area whole. */
  private int minimumShortSide() {
    return 2 * recipe.imageSize();
  }
}
