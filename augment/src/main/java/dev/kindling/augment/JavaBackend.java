package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;
import java.util.List;

/**
 * A plain loop, two passes over each image: along its rows into a strip of the output's width, then
 * down the columns, normalising as it writes.
 */
final class JavaBackend implements Backend {
  private static final int CHANNELS = Image.CHANNELS;

  @Override
  public String name() {
    return "java";
  }

  @Override
  public float[] apply(List<Image> images, List<ItemPlan> plans, int size, Normalize normalize) {
    int area = CHANNELS * size * size;
    float[] output = new float[images.size() * area];
    int rows = plans.stream().mapToInt(p -> p.window().height()).max().orElse(0);
    float[] strip = new float[rows * size * CHANNELS];
    for (int i = 0; i < images.size(); i++) {
      ItemPlan plan = plans.get(i);
      alongRows(images.get(i), plan, size, strip);
      downColumns(strip, plan.window().height(), size, normalize, output, i * area);
    }
    return output;
  }

  /** Fills {@code strip}, {@code [window rows, size, 3]}, mirrored if the plan says so. */
  private static void alongRows(Image image, ItemPlan plan, int size, float[] strip) {
    Window window = plan.window();
    byte[] pixels = image.pixels();
    Taps taps = Taps.of(window.x(), window.width(), size);
    for (int row = 0; row < window.height(); row++) {
      int line = (window.y() + row) * image.width();
      for (int column = 0; column < size; column++) {
        float[] weights = taps.weights(column);
        int from = (line + taps.first(column)) * CHANNELS;
        float red = 0;
        float green = 0;
        float blue = 0;
        for (float weight : weights) {
          red += weight * (pixels[from] & 0xff);
          green += weight * (pixels[from + 1] & 0xff);
          blue += weight * (pixels[from + 2] & 0xff);
          from += CHANNELS;
        }
        int target = plan.mirrored() ? size - 1 - column : column;
        int to = (row * size + target) * CHANNELS;
        strip[to] = red;
        strip[to + 1] = green;
        strip[to + 2] = blue;
      }
    }
  }

  private static void downColumns(
      float[] strip, int rows, int size, Normalize normalize, float[] output, int offset) {
    Taps taps = Taps.of(0, rows, size);
    int line = size * CHANNELS;
    float[] sums = new float[line];
    for (int row = 0; row < size; row++) {
      Arrays.fill(sums, 0);
      int from = taps.first(row) * line;
      for (float weight : taps.weights(row)) {
        for (int i = 0; i < line; i++) {
          sums[i] += weight * strip[from + i];
        }
        from += line;
      }
      for (int channel = 0; channel < CHANNELS; channel++) {
        float factor = normalize.factor(channel);
        float shift = normalize.offset(channel);
        int to = offset + (channel * size + row) * size;
        for (int column = 0; column < size; column++) {
          output[to + column] = sums[column * CHANNELS + channel] * factor + shift;
        }
      }
    }
  }
}
