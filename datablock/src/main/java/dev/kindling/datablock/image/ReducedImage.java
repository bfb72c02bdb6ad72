package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

/**
 * The pixels of a picture at its full size or at a part of it. The middle of the first pixel is at
 * (0.5, 0.5), and the picture's point {@code (x, y)} lies at {@code (x / reduction + left, y /
 * reduction + top)} of the image.
 *
 * @param image upright
 * @param reduction 1, 2, 4 or 8
 * @param left how much of the first column lies outside of the picture, in [0, 1): not 0 where the
 *     reduction does not divide the width of a picture that was stored mirrored
 * @param top the same of the first row
 */
public record ReducedImage(Image image, int reduction, double left, double top) {
  public ReducedImage {
    requireNonNull(image, "image");
  }

  /** A picture at its full size. */
  public static ReducedImage whole(Image image) {
    return new ReducedImage(image, 1, 0, 0);
  }

  static ReducedImage of(Image upright, ImageHeader header, int reduction) {
    return new ReducedImage(
        upright,
        reduction,
        header.orientation().fromRight()
            ? upright.width() - (double) header.uprightWidth() / reduction
            : 0,
        header.orientation().fromBottom()
            ? upright.height() - (double) header.uprightHeight() / reduction
            : 0);
  }
}
