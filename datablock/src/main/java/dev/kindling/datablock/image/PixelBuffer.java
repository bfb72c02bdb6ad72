package dev.kindling.datablock.image;

/**
 * Memory that one decoded image after another is put into, so that none is allocated for each. Used
 * by one thread.
 */
public final class PixelBuffer {
  private byte[] pixels = {};

  /** The live array, at least that long, with anything in it. */
  byte[] atLeast(int length) {
    if (pixels.length < length) {
      pixels = new byte[length];
    }
    return pixels;
  }
}
