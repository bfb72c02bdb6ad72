package dev.kindling.augment;

/**
 * Along one axis: which source pixels make each output pixel, and with what weights, which add up
 * to 1 less the share of black padding.
 */
final class Taps {
  private final int[] first;
  private final float[][] weights;

  private Taps(int[] first, float[][] weights) {
    this.first = first;
    this.weights = weights;
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
    int[] first = new int[outputs];
    float[][] weights = new float[outputs][];
    double[] raw = new double[pixels];
    for (int o = 0; o < outputs; o++) {
      double at = start + o * step;
      double far = reach * sampling.interpolation().support();
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
      weights[o] = taken(raw, low, high, sum);
    }
    return new Taps(first, weights);
  }

  /** The weights from low to high over their sum; leaves zeros behind. */
  private static float[] taken(double[] raw, int low, int high, double sum) {
    float[] weights = new float[Math.max(0, high - low + 1)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (raw[low + i] / sum);
      raw[low + i] = 0;
    }
    return weights;
  }

  /** The first source pixel of an output pixel. */
  int first(int output) {
    return first[output];
  }

  /** The weights of the source pixels from the first on; none where all is black. */
  float[] weights(int output) {
    return weights[output];
  }

  /** The source pixel after the last of an output pixel. */
  int end(int output) {
    return first[output] + weights[output].length;
  }
}
