package dev.kindling.datablock.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Memory that one decoded image after another is put into, so that none is allocated for each: an
 * array, and the native memory that OpenCV works in, which is freed by {@link #close}. Used by one
 * thread.
 */
public final class PixelBuffer implements AutoCloseable {
  private final Mat decoded = new Mat();
  private final Mat rgb = new Mat();
  private final boolean anyOrder;
  private byte[] pixels = {};

  private PixelBuffer(boolean anyOrder) {
    this.anyOrder = anyOrder;
  }

  /** Memory for images in red, green and blue. */
  public static PixelBuffer inRgb() {
    return new PixelBuffer(false);
  }

  /**
   * Memory for images whose channels stay in the order in which they are decoded, which saves a
   * pass over the pixels. {@link Image#order} tells it.
   */
  public static PixelBuffer inAnyOrder() {
    return new PixelBuffer(true);
  }

  /** Whether channels may stay in the order in which they are decoded. */
  boolean anyOrder() {
    return anyOrder;
  }

  /** The live array, at least that long, with anything in it. */
  byte[] atLeast(int length) {
    if (pixels.length < length) {
      pixels = new byte[length];
    }
    return pixels;
  }

  /** What a decoder makes of the bytes. */
  Mat decoded() {
    return decoded;
  }

  /** The same in the order of our channels. */
  Mat rgb() {
    return rgb;
  }

  /** Frees the native memory; the array lives as long as an image uses it. */
  @Override
  public void close() {
    decoded.close();
    rgb.close();
  }
}
