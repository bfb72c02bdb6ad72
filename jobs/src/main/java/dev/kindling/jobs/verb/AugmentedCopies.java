package dev.kindling.jobs.verb;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.process.Copies;
import java.util.List;

/**
 * Copies as training would see them, but square and as large as the item's short side. The copy's
 * number takes the place of the epoch.
 *
 * @param augmentations of the settings; images are not mixed
 * @param seed of the settings
 */
record AugmentedCopies(Augmentations augmentations, Seed seed) implements Copies.Copier {
  @Override
  public Image copy(String key, Image image, int number) {
    int side = Math.min(image.width(), image.height());
    Augmentation augmentation =
        augmentations.training(side, Normalize.NONE).mixing(List.of()).layout(Layout.NHWC);
    PixelBatch batch =
        augmentation.apply(
            new ImageBatch(List.of(key), List.of(image), List.of(0)),
            seed.derive("copies"),
            number);
    byte[] pixels = new byte[batch.inputs().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Normalize.NONE.undo(batch.inputs()[i], i % Image.CHANNELS);
    }
    return Image.of(pixels, side, side);
  }
}
