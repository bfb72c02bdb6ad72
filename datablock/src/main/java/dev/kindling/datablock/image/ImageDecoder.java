package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;

/**
 * Turns encoded bytes into an upright 8-bit RGB {@link Image}, or says why it cannot.
 *
 * <p>The header is read first and nothing is allocated for an image that states too many pixels.
 * JPEG and BMP go to OpenCV and, where that refuses, to Java's readers. PNG goes to OpenCV only,
 * since Java's reader does not mind wrong checksums. GIF, WebP and TIFF go to Java's readers only:
 * their native libraries have the longest record of memory errors on hostile files. Grey is
 * repeated over the channels, 16-bit samples keep their high byte, alpha is dropped as by Pillow's
 * {@code convert("RGB")}, CMYK is converted as Adobe stores it (inverted) and without its colour
 * profile, palettes are looked up. Of several frames the first counts. The EXIF orientation is
 * applied, exactly once.
 *
 * <p>Truncation is an error even where a decoder would fill the rest with grey. A JPEG or PNG that
 * lacks only its end marker, with every pixel there, is accepted, and so is anything after the end.
 *
 * <p>A pure function of the bytes on one kind of CPU; safe for use by many threads at once.
 */
public final class ImageDecoder implements Serializable {
  private static final long serialVersionUID = 1;

  private final DecodeLimits limits;

  private ImageDecoder(DecodeLimits limits) {
    this.limits = limits;
  }

  /** A decoder that keeps to these limits. */
  public static ImageDecoder of(DecodeLimits limits) {
    return new ImageDecoder(requireNonNull(limits, "limits"));
  }

  /** What one image may cost. */
  public DecodeLimits limits() {
    return limits;
  }

  /**
   * The header, after the checks that need no decoding.
   *
   * @throws BadItemException {@code EMPTY}, {@code TOO_MANY_BYTES}, {@code NOT_AN_IMAGE}, {@code
   *     TRUNCATED} or {@code CORRUPT} within the header, {@code TOO_MANY_PIXELS}
   */
  public ImageHeader header(byte[] content) throws BadItemException {
    return structure(content).header();
  }

  /**
   * The picture at its full size.
   *
   * @throws BadItemException as {@link #header}, or {@code TRUNCATED}, {@code CORRUPT} or {@code
   *     TIMEOUT} while decoding
   * @throws CancellationException if the calling thread is interrupted
   */
  public Image decode(byte[] content) throws BadItemException {
    return decode(content, 0);
  }

  /**
   * The picture, possibly smaller: a JPEG is decoded at a half, a quarter or an eighth of its size
   * where the short side does not fall below the minimum, which is much faster.
   *
   * @param minimumShortSide pixels; 0 for the full size
   * @throws BadItemException as {@link #decode(byte[])}
   * @throws CancellationException if the calling thread is interrupted
   */
  public Image decode(byte[] content, int minimumShortSide) throws BadItemException {
    if (minimumShortSide < 0) {
      throw new IllegalArgumentException(
          "minimumShortSide must be 0 or more, got " + minimumShortSide);
    }
    ImageStructure structure = structure(content);
    int reduction = reduction(structure.header(), minimumShortSide);
    if (limits.timeout().isZero()) {
      return decode(content, structure, reduction);
    }
    return TimeLimit.call(limits.timeout(), () -> decode(content, structure, reduction));
  }

  private ImageStructure structure(byte[] content) throws BadItemException {
    if (content.length > limits.maxBytes()) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_BYTES,
          "has %d bytes, at most %d are read".formatted(content.length, limits.maxBytes()));
    }
    ImageStructure structure = ImageStructure.read(content);
    ImageHeader header = structure.header();
    if (header.pixels() > limits.maxPixels()) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_PIXELS,
          "%s header states %d x %d = %d pixels, at most %d are decoded"
              .formatted(
                  header.format().text(),
                  header.width(),
                  header.height(),
                  header.pixels(),
                  limits.maxPixels()));
    }
    return structure;
  }

  private static int reduction(ImageHeader header, int minimumShortSide) {
    if (header.format() != ImageFormat.JPEG || minimumShortSide == 0) {
      return 1;
    }
    int shortSide = Math.min(header.width(), header.height());
    int reduction = 8;
    while (reduction > 1 && shortSide / reduction < minimumShortSide) {
      reduction /= 2;
    }
    return reduction;
  }

  private Image decode(byte[] content, ImageStructure structure, int reduction)
      throws BadItemException {
    ImageHeader header = structure.header();
    byte[] whole = structure.ended() ? content : MissingEnd.supplied(content, header);
    try {
      return header.orientation().apply(stored(whole, header.format(), reduction));
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) { // which the readers heed; no fault of the bytes
        throw new CancellationException("interrupted while an image was decoded");
      }
      throw new BadItemException(
          QuarantineReason.CORRUPT,
          "%s of %d x %d: %s"
              .formatted(header.format().text(), header.width(), header.height(), e.getMessage()),
          e);
    }
  }

  private Image stored(byte[] content, ImageFormat format, int reduction) throws IOException {
    return switch (format) {
      case PNG -> OpenCv.decode(content, reduction);
      case JPEG, BMP -> {
        try {
          yield OpenCv.decode(content, reduction);
        } catch (IOException refusal) {
          yield ImageIoReaders.decode(content, format, limits.maxPixels());
        }
      }
      case GIF, WEBP, TIFF -> ImageIoReaders.decode(content, format, limits.maxPixels());
    };
  }
}
