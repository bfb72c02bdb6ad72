package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import java.util.concurrent.CancellationException;

/**
 * An encoded image whose header was read: its size is known before a pixel is decoded. Immutable;
 * the bytes must not be written to. Safe for use by many threads.
 */
public final class OpenedImage {
  private final ImageDecoder decoder;
  private final byte[] content;
  private final ImageStructure structure;

  OpenedImage(ImageDecoder decoder, byte[] content, ImageStructure structure) {
    this.decoder = decoder;
    this.content = content;
    this.structure = structure;
  }

  /** What the bytes say about themselves. */
  public ImageHeader header() {
    return structure.header();
  }

  /** Columns of the upright picture at its full size. */
  public int width() {
    return header().uprightWidth();
  }

  /** Rows of the upright picture at its full size. */
  public int height() {
    return header().uprightHeight();
  }

  /**
   * The picture, reduced where its format allows that: a JPEG is decoded at a part of its size,
   * which is much faster; any other format is decoded whole.
   *
   * @param reduction 1, 2, 4 or 8
   * @throws BadItemException as {@link ImageDecoder#decode(byte[])}
   * @throws CancellationException if the calling thread is interrupted
   */
  public ReducedImage decode(int reduction) throws BadItemException {
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      return decode(reduction, buffer);
    }
  }

  /**
   * As {@link #decode(int)}, into memory that is used again, its channels in an order that the
   * buffer takes.
   *
   * @param buffer holds the image until it is used for the next; the image's array may be longer
   *     than the image
   */
  public ReducedImage decode(int reduction, PixelBuffer buffer) throws BadItemException {
    return decoder.decode(content, structure, reduction, buffer);
  }
}
