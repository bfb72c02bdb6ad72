package dev.kindling.augment;

/**
 * Along one axis: which source pixels make each output pixel, and with what weights. A triangle
 * filter with pixels at their centres; when shrinking, the triangle is as wide as an output pixel
 * is in the source, so nothing is skipped ("antialias").
 */
final class Taps {
  private final int[] first;
  private final float[][] weights;

  private Taps(int[] first, float[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  /**
   * Taps that bring the source range {@code [start, start + length)} to {@code outputs} pixels; no
   * pixel outside the range has a weight.
   */
  static Taps of(int start, int length, int outputs) {
    double scale = (double) length / outputs;
    double reach = Math.max(scale, 1);
    int[] first = new int[outputs];
    float[][] weights = new float[outputs][];
    for (int o = 0; o < outputs; o++) {
      double center = (o + 0.5) * scale;
      int from = Math.max(0, (int) Math.ceil(center - reach - 0.5));
      int to = Math.min(length - 1, (int) Math.floor(center + reach - 0.5));
      first[o] = start + from;
      weights[o] = triangle(center, reach, from, to);
    }
    return new Taps(first, weights);
  }

  private static float[] triangle(double center, double reach, int from, int to) {
    double[] raw = new double[to - from + 1];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = Math.max(0, 1 - Math.abs(from + i + 0.5 - center) / reach);
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = (float) (raw[i] / sum);
    }
    return weights;
  }

  /** The first source pixel of an output pixel. */
  int first(int output) {
    return first[output];
  }

  /** The weights of the source pixels from the first on; they add up to 1. */
  float[] weights(int output) {
    return weights[output];
  }
}
