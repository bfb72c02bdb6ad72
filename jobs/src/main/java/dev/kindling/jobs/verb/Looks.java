package dev.kindling.jobs.verb;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Augmentations;
import dev.kindling.augment.BatchMix;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.TransformGallery;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Picture;
import dev.kindling.jobs.run.Findings.Variations;
import dev.kindling.jobs.settings.Settings;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the settings make of training images: augmented, normalised, and made visible again.
 *
 * @param augmentations of the settings
 * @param normalize of the dataset
 * @param seed of the settings
 * @param size rows and columns that the model sees
 */
record Looks(Augmentations augmentations, Normalize normalize, Seed seed, int size) {
  private static final int EPOCHS = 16;
  private static final int MIXED = 8;

  /** Extremes are for people, who see little in fewer pixels. */
  private static final int EXTREMES_SIZE = 128;

  static Looks of(PreparedDataset dataset, Settings settings) {
    return new Looks(
        settings.augment().augmentations(),
        Normalize.byStatistics(dataset.manifest().mean(), dataset.manifest().std()),
        settings.seed(),
        settings.data().size());
  }

  /** What training does. */
  Augmentation training() {
    return augmentations.training(size, normalize);
  }

  /** The batch as the model sees it in the first epoch. */
  List<Picture> batch(ShownImages shown) {
    return pictures(training().apply(shown.images(), seed, 0), shown.labels());
  }

  /**
   * How images vary.
   *
   * @param only the one that is shown again and again, alone in a batch
   */
  Variations variations(ShownImages shown, EncodedBatch only) {
    return new Variations(draws(only), extremes(only), mixed(shown));
  }

  private List<Picture> draws(EncodedBatch only) {
    Augmentation alone = training().mixing(List.of());
    return IntStream.range(0, EPOCHS)
        .mapToObj(epoch -> picture(alone.apply(only, seed, epoch), "epoch " + (epoch + 1)))
        .toList();
  }

  private List<Picture> extremes(EncodedBatch only) {
    int visible = Math.max(size, EXTREMES_SIZE);
    return TransformGallery.exhibits().stream()
        .map(
            exhibit ->
                picture(
                    Augmentation.of(List.of(exhibit.fixed()), visible, normalize)
                        .sampling(augmentations.sampling())
                        .on(augmentations.backend())
                        .apply(only, seed, 0),
                    exhibit.transform() + "\n" + exhibit.value()))
        .toList();
  }

  /** Each way to mix, on images that nothing else was done to. */
  private List<Picture> mixed(ShownImages shown) {
    List<Picture> pictures = new ArrayList<>();
    for (BatchMix way : augmentations.mixes()) {
      PixelBatch batch =
          augmentations
              .validation(size, normalize)
              .mixing(List.of(way))
              .apply(shown.images(), seed, 0);
      pictures.addAll(pictures(batch, shown.labels()).subList(0, Math.min(MIXED, batch.count())));
    }
    return pictures;
  }

  private Picture picture(PixelBatch batch, String caption) {
    return new Picture(jpeg(batch, 0), caption);
  }

  private List<Picture> pictures(PixelBatch batch, List<String> labels) {
    return IntStream.range(0, batch.count())
        .mapToObj(i -> new Picture(jpeg(batch, i), caption(batch, i, labels)))
        .toList();
  }

  /** Its label, or both labels with their shares. */
  private static String caption(PixelBatch batch, int index, List<String> labels) {
    String own = labels.get(index);
    return batch
        .secondTargets()
        .map(
            second -> {
              double share = second.shares()[index];
              return share(share, own)
                  + "\n"
                  + share(1 - share, labels.get(second.targets()[index]));
            })
        .orElse(own);
  }

  private static String share(double share, String label) {
    return String.format(Locale.ROOT, "%.0f %% %s", 100 * share, label);
  }

  /** One image of a float32 NCHW batch as JPEG in base64. */
  private String jpeg(PixelBatch batch, int index) {
    int side = batch.shape().width();
    int plane = side * side;
    byte[] pixels = new byte[plane * Image.CHANNELS];
    for (int c = 0; c < Image.CHANNELS; c++) {
      int from = (index * Image.CHANNELS + c) * plane;
      for (int p = 0; p < plane; p++) {
        pixels[p * Image.CHANNELS + c] = (byte) normalize.undo(batch.inputs()[from + p], c);
      }
    }
    return Base64.getEncoder()
        .encodeToString(ImageEncoder.jpeg(Image.of(pixels, side, side), ImageEncoder.SMALL));
  }
}
