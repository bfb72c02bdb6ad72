package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/**
 * Along one axis: which source pixels make each output pixel, and with what weights, which add up
 * to 1 less the share of black padding.
 */
final class Taps {
  private final int[] first;
  private final int[] count;
  private final float[] weights;
  private final int most;

  private Taps(int[] first, int[] count, float[] weights, int most) {
    this.first = first;
    this.count = count;
    this.weights = weights;
    this.most = most;
  }

  /**
   * Taps of {@code outputs} pixels.
   *
   * @param start index of the source at which the first output looks
   * @param step how much further each next output looks; may be negative
   * @param reach what distances are divided by
   * @param pixels source pixels along the axis
   */
  static Taps of(
      double start, double step, double reach, int outputs, int pixels, Sampling sampling) {
    double far = reach * sampling.interpolation().support();
    int most = (int) Math.min(pixels, Math.floor(2 * far) + 1);
    int[] first = new int[outputs];
    int[] count = new int[outputs];
    float[] weights = new float[outputs * most];
    double[] raw = new double[pixels];
    for (int o = 0; o < outputs; o++) {
      double at = start + o * step;
      int low = pixels;
      int high = -1;
      double sum = 0;
      for (int i = (int) Math.ceil(at - far); i <= Math.floor(at + far); i++) {
        double weight = sampling.interpolation().weight((i - at) / reach);
        int pixel = sampling.padding().fold(i, pixels);
        sum += weight;
        if (pixel >= 0 && weight != 0) {
          raw[pixel] += weight;
          low = Math.min(low, pixel);
          high = Math.max(high, pixel);
        }
      }
      first[o] = high < 0 ? 0 : low;
      count[o] = Math.max(0, high - low + 1);
      for (int i = 0; i < count[o]; i++) {
        weights[o * most + i] = (float) (raw[low + i] / sum);
        raw[low + i] = 0;
      }
    }
    return new Taps(first, count, weights, most);
  }

  /** The first source pixel of an output pixel. */
  int first(int output) {
    return first[output];
  }

  /** Source pixels of an output pixel, side by side; 0 where all is black. */
  int count(int output) {
    return count[output];
  }

  /** The weight of one of the source pixels of an output pixel. */
  float weight(int output, int tap) {
    return weights[output * most + tap];
  }

  /** At least as many as the source pixels of any output pixel. */
  int most() {
    return most;
  }

  /**
   * Sums along a row of uint8 RGB pixels.
   *
   * @param start index of the row's first pixel
   * @param row filled with a value for each output pixel
   */
  void along(byte[] pixels, int start, Rgb row) {
    for (int column = 0; column < first.length; column++) {
      int from = (start + first[column]) * Image.CHANNELS;
      int end = column * most + count[column];
      float red = 0;
      float green = 0;
      float blue = 0;
      for (int tap = column * most; tap < end; tap++, from += Image.CHANNELS) {
        float weight = weights[tap];
        red += weight * (pixels[from] & 0xff);
        green += weight * (pixels[from + 1] & 0xff);
        blue += weight * (pixels[from + 2] & 0xff);
      }
      row.set(column, red, green, blue);
    }
  }
}
