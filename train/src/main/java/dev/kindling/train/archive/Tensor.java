package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A named float32 tensor, row-major, a window on an array that others may share. Who makes one must
 * not change the window's values while it is in use.
 */
public final class Tensor {
  private final String name;
  private final List<Integer> shape;
  private final float[] values;
  private final int offset;
  private final int length;

  private Tensor(String name, List<Integer> shape, float[] values, int offset, int length) {
    this.name = name;
    this.shape = shape;
    this.values = values;
    this.offset = offset;
    this.length = length;
  }

  /**
   * A window of {@code values} from {@code offset}, as long as the shape's product.
   *
   * @throws IllegalArgumentException if the window is not inside the array
   */
  public static Tensor of(String name, List<Integer> shape, float[] values, int offset) {
    requireNonNull(name, "name");
    long length = size(shape);
    if (offset < 0 || offset + length > values.length) {
      throw new IllegalArgumentException(
          "Tensor %s of shape %s from %d does not lie in %d values"
              .formatted(name, shape, offset, values.length));
    }
    return new Tensor(name, List.copyOf(shape), values, offset, (int) length);
  }

  /** A whole array as a vector. */
  public static Tensor vector(String name, float[] values) {
    return of(name, List.of(values.length), values, 0);
  }

  /**
   * Elements of a shape.
   *
   * @throws IllegalArgumentException if an extent is negative or the product is beyond an array
   */
  static long size(List<Integer> shape) {
    long size = 1;
    for (int extent : shape) {
      size = extent < 0 ? -1 : size * extent;
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("Shape %s is no tensor's".formatted(shape));
      }
    }
    return size;
  }

  /** Its name, unique in its file. */
  public String name() {
    return name;
  }

  /** Its extent, slowest first. */
  public List<Integer> shape() {
    return shape;
  }

  /** Elements. */
  public int length() {
    return length;
  }

  /** Copies the elements to {@code target} from {@code position}. */
  public void copyTo(float[] target, int position) {
    System.arraycopy(values, offset, target, position, length);
  }

  /** The elements: the live array if the tensor is the whole of it, else a copy. */
  public float[] values() {
    if (length == values.length) {
      return values;
    }
    float[] copy = new float[length];
    copyTo(copy, 0);
    return copy;
  }

  /** Elements {@code from} to {@code to} as little-endian bytes at the start of the buffer. */
  void encode(int from, int to, ByteBuffer buffer) {
    buffer.clear().order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values, offset + from, to - from);
    buffer.limit((to - from) * Float.BYTES);
  }
}
