package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.PixelBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Plain loops over rows; the images of a batch, or their rows, are spread over threads. */
final class JavaBackend implements Backend {
  /** Rows of one image that one of several threads takes at a time. */
  private static final int BAND = 64;

  private final int count;
  private final RowThreads threads;

  /**
   * A backend.
   *
   * @param threads that images, or the rows of a few, are spread over, at least 1; 1 is the
   *     caller's own
   */
  JavaBackend(int threads) {
    this.count = threads;
    this.threads = new RowThreads(threads);
  }

  @Override
  public float[] warp(Sources sources, Output output, BackendUse.Meter meter) {
    float[] result = new float[Math.multiplyExact(sources.count(), output.area())];
    if (sources.count() < count) {
      warpBands(sources.all(), output, result);
    } else {
      warpImages(sources, output, result);
    }
    meter.add(new BackendUse(1, 0, 0, ""));
    return result;
  }

  /**
   * Each thread decodes and warps image after image, so pixels are warped while they are cached.
   */
  private void warpImages(Sources sources, Output output, float[] result) {
    threads.run(
        IntStream.range(0, count),
        thread -> {
          try (PixelBuffer buffer = PixelBuffer.inAnyOrder()) {
            for (int image = thread; image < sources.count(); image += count) {
              new RowWarp(sources.get(image, buffer), output, result, image * output.area())
                  .rows(0, output.size());
            }
          }
        });
  }

  /** Fewer images than threads: each thread takes some rows. */
  private void warpBands(List<Planned> images, Output output, float[] result) {
    int rows = Math.min(BAND, output.size());
    int bands = (output.size() + rows - 1) / rows;
    threads.run(
        IntStream.range(0, images.size() * bands),
        task -> {
          int image = task / bands;
          int from = task % bands * rows;
          new RowWarp(images.get(image), output, result, image * output.area())
              .rows(from, Math.min(output.size(), from + rows));
        });
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
