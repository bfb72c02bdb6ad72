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
  private byte[] pixels = {};

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
