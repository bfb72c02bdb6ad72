package dev.kindling.augment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Turns whole numbers into floats, many at a time. Java 17 casts them one by one; added to the bits
 * of 2^23 instead, they are the bits of 2^23 plus the number, and vector instructions do that.
 *
 * <p>Used by one thread.
 */
final class WholeNumbers {
  /** Bits of a number. */
  static final int BITS = 23;

  private static final float MORE = 1 << BITS;
  private static final int BITS_OF_MORE = Float.floatToRawIntBits(MORE);

  private final int[] raised;
  private final IntBuffer asInts;
  private final FloatBuffer asFloats;

  /**
   * Memory for some.
   *
   * @param most numbers at a time
   */
  WholeNumbers(int most) {
    this.raised = new int[most];
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(most, Integer.BYTES)).order(ByteOrder.nativeOrder());
    this.asInts = bytes.asIntBuffer();
    this.asFloats = bytes.asFloatBuffer();
  }

  /**
   * Converts.
   *
   * @param numbers in [0, 2^23)
   * @param unit that each is multiplied with
   * @param values filled
   * @param count how many
   */
  void toFloats(int[] numbers, float unit, float[] values, int count) {
    raise(numbers, raised, count);
    asInts.put(0, raised, 0, count);
    asFloats.get(0, values, 0, count);
    lower(values, unit, count);
  }

  private static void raise(int[] numbers, int[] raised, int count) {
    for (int i = 0; i < count; i++) {
      raised[i] = numbers[i] + BITS_OF_MORE;
    }
  }

  private static void lower(float[] values, float unit, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (values[i] - MORE) * unit;
    }
  }
}
