package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.List;
import java.util.stream.IntStream;

/** Plain loops over rows; the rows of a batch are spread over threads. */
final class JavaBackend implements Backend {
  /** Rows of one image that one of several threads takes at a time. */
  private static final int BAND = 64;

  private final RowThreads threads;
  private final int band;

  /**
   * A backend.
   *
   * @param threads that rows are spread over, at least 1; 1 is the caller's own
   */
  JavaBackend(int threads) {
    this.threads = new RowThreads(threads);
    this.band = threads == 1 ? Integer.MAX_VALUE : BAND;
  }

  @Override
  public float[] warp(
      List<Image> images, List<ItemPlan> plans, Output output, BackendUse.Meter meter) {
    float[] result = new float[Math.multiplyExact(images.size(), output.area())];
    int rows = Math.min(band, output.size());
    int bands = (output.size() + rows - 1) / rows;
    threads.run(
        IntStream.range(0, images.size() * bands),
        task -> {
          int image = task / bands;
          int from = task % bands * rows;
          new RowWarp(images.get(image), plans.get(image), output, result, image * output.area())
              .rows(from, Math.min(output.size(), from + rows));
        });
    meter.add(new BackendUse(1, 0, 0, ""));
    return result;
  }

  @Override
  public float[] mix(
      float[] inputs,
      int[] partners,
      List<Mixture> mixtures,
      Output output,
      BackendUse.Meter meter) {
    float[] result = new float[inputs.length];
    threads.run(
        IntStream.range(0, mixtures.size()),
        image -> {
          int own = image * output.area();
          int other = partners[image] * output.area();
          blend(inputs, own, other, (float) mixtures.get(image).share(), output, result);
          paste(
              inputs, own, other, mixtures.get(image).box().pixels(output.size()), output, result);
        });
    return result;
  }

  private static void blend(
      float[] inputs, int own, int other, float share, Output output, float[] result) {
    for (int i = 0; i < output.area(); i++) {
      result[own + i] = share * inputs[own + i] + (1 - share) * inputs[other + i];
    }
  }

  private static void paste(
      float[] inputs, int own, int other, Box.Pixels box, Output output, float[] result) {
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      for (int row = box.top(); row < box.bottom(); row++) {
        for (int column = box.left(); column < box.right(); column++) {
          int at =
              channel * output.channelStride()
                  + (row * output.size() + column) * output.columnStride();
          result[own + at] = inputs[other + at];
        }
      }
    }
  }
}
