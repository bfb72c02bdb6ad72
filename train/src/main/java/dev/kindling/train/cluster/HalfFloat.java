package dev.kindling.train.cluster;

/**
 * IEEE 754 half precision of numbers up to 2 in size: what blocks scaled by a power of two hold.
 */
final class HalfFloat {
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SUBNORMAL_UNIT = 0x1p-24f;
  private static final int EXPONENT_SHIFT = 127 - 15;

  private HalfFloat() {}

  /**
   * The nearest half, ties to even.
   *
   * @param value at most 2 in size
   */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (size < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint((double) size / SUBNORMAL_UNIT));
    }
    int magnitude = bits & 0x7fffffff;
    int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (EXPONENT_SHIFT << 10));
  }

  /** The number that it stands for. */
  static float value(short half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float size =
        exponent == 0
            ? fraction * SUBNORMAL_UNIT
            : Float.intBitsToFloat(exponent + EXPONENT_SHIFT << 23 | fraction << 13);
    return half < 0 ? -size : size;
  }
}
