package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
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
    OpenedImage opened = open(content);
    return opened.decode(reduction(opened.header(), minimumShortSide)).image();
  }

  /**
   * What can be seen of a picture that may be damaged, for people to look at: pixels that are
   * missing are made up. Empty if there is nothing to see within the limits.
   *
   * @throws CancellationException if the calling thread is interrupted
   */
  public Optional<Image> glimpse(byte[] content) {
    try {
      ImageHeader header = structure(content).header();
      return limits.timeout().isZero()
          ? seen(content, header)
          : TimeLimit.call(limits.timeout(), () -> seen(content, header));
    } catch (BadItemException e) {
      return Optional.empty();
    }
  }

  private Optional<Image> seen(byte[] content, ImageHeader header) {
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      return Optional.of(stored(content, header, 1, buffer).image());
    } catch (IOException | RuntimeException e) { // damaged beyond sight
      return Optional.empty();
    }
  }

  /**
   * The image, to be decoded later; the header and its checks are done.
   *
   * @throws BadItemException as {@link #header}
   */
  public OpenedImage open(byte[] content) throws BadItemException {
    return new OpenedImage(this, content, structure(content));
  }

  /** What {@link OpenedImage} asks for. */
  ReducedImage decode(byte[] content, ImageStructure structure, int reduction, PixelBuffer buffer)
      throws BadItemException {
    if (reduction != 1 && reduction != 2 && reduction != 4 && reduction != 8) {
      throw new IllegalArgumentException("reduction must be 1, 2, 4 or 8, got " + reduction);
    }
    if (limits.timeout().isZero()) {
      return decodeNow(content, structure, reduction, buffer);
    }
    // What is late may still write when the buffer has its next image.
    return TimeLimit.call(
        limits.timeout(),
        () -> {
          try (PixelBuffer own = PixelBuffer.inRgb()) {
            return decodeNow(content, structure, reduction, own);
          }
        });
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

  private ReducedImage decodeNow(
      byte[] content, ImageStructure structure, int reduction, PixelBuffer buffer)
      throws BadItemException {
    ImageHeader header = structure.header();
    byte[] whole = structure.ended() ? content : MissingEnd.supplied(content, header);
    try {
      return stored(whole, header, reduction, buffer);
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

  private ReducedImage stored(byte[] content, ImageHeader header, int reduction, PixelBuffer buffer)
      throws IOException {
    return switch (header.format()) {
      case JPEG -> byOpenCvOrJava(content, header, reduction, buffer);
      case PNG -> upright(OpenCv.decode(content, 1, buffer), header, 1);
      case BMP -> byOpenCvOrJava(content, header, 1, buffer);
      case GIF, WEBP, TIFF -> upright(readByJava(content, header), header, 1);
    };
  }

  private ReducedImage byOpenCvOrJava(
      byte[] content, ImageHeader header, int reduction, PixelBuffer buffer) throws IOException {
    try {
      return upright(OpenCv.decode(content, reduction, buffer), header, reduction);
    } catch (IOException refusal) {
      return upright(readByJava(content, header), header, 1);
    }
  }

  private Image readByJava(byte[] content, ImageHeader header) throws IOException {
    return ImageIoReaders.decode(content, header.format(), limits.maxPixels());
  }

  private static ReducedImage upright(Image stored, ImageHeader header, int reduction) {
    return ReducedImage.of(header.orientation().apply(stored), header, reduction);
  }
}
