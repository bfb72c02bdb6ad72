package dev.kindling.datablock.image;

/** Writes images as files have them; the same image gives the same bytes. Thread-safe. */
public final class ImageEncoder {
  /** JPEG quality that the eye does not tell from the original. */
  public static final int FINE = 95;

  /** JPEG quality for small pictures in reports. */
  public static final int SMALL = 85;

  private ImageEncoder() {}

  /**
   * JPEG bytes, chroma at half resolution.
   *
   * @param quality 1 (worst) to 100
   */
  public static byte[] jpeg(Image image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be in [1, 100], got " + quality);
    }
    return OpenCv.jpeg(image, quality);
  }

  /** PNG bytes, RGB without alpha; every pixel is kept exactly. */
  public static byte[] png(Image image) {
    return OpenCv.png(image);
  }

  /**
   * JPEG bytes of the image, shrunk so that neither side is longer than stated, for reports.
   *
   * @param longestSide pixels, at least 1; a smaller image keeps its size
   */
  public static byte[] thumbnail(Image image, int longestSide) {
    return jpeg(Presize.longestSide(image, longestSide), SMALL);
  }
}
