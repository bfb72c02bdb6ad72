package dev.kindling.datablock.image;

import java.util.List;

/**
 * Memory that one decoded image after another is put into, so that none is allocated for each. Used
 * by one thread.
 */
public final class PixelBuffer {
  private final List<JpegPlane> planes = List.of(new JpegPlane(), new JpegPlane(), new JpegPlane());
  private byte[] pixels = {};

  /** The live array, at least that long, with anything in it. */
  byte[] atLeast(int length) {
    if (pixels.length < length) {
      pixels = new byte[length];
    }
    return pixels;
  }

  /** Where the components of a JPEG are put together. */
  List<JpegPlane> planes() {
    return planes;
  }
}
