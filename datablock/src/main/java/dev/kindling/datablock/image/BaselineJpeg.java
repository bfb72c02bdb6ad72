package dev.kindling.datablock.image;

import java.util.List;
import java.util.Optional;

/**
 * Decodes the plain JPEGs of {@link JpegFrame} and of those only what is asked for: what lies above
 * or beside a region is read, since the bits behind it cannot be found otherwise, but not computed.
 * Pixels are the same, to the last bit, as those of libjpeg, which OpenCV uses. What is of another
 * kind, larger, damaged or cut short is left to others.
 */
final class BaselineJpeg {
  /** Above this, memory would cost more than is gained. */
  private static final long MOST_PIXELS = 1 << 22;

  /**
   * Blocks that are transformed at a time: many enough to be vectors, few enough to stay cached.
   */
  private static final int BAND_BLOCKS = 512;

  /** Colours of a pixel are interpolated between those around it. */
  private static final int AROUND = 2;

  private final byte[] content;
  private final JpegFrame frame;
  private final PixelBuffer buffer;
  private final List<JpegPlane> planes;
  private final int unitsAcross;
  private final int left;
  private final int top;
  private final int right;
  private final int bottom;

  private BaselineJpeg(byte[] content, JpegFrame frame, Region region, PixelBuffer buffer) {
    this.content = content;
    this.frame = frame;
    this.buffer = buffer;
    this.planes = buffer.planes();
    int width = 8 * frame.across();
    int height = 8 * frame.down();
    this.unitsAcross = (frame.width() + width - 1) / width;
    this.left = Math.max(0, region.left() - AROUND) / width;
    this.top = Math.max(0, region.top() - AROUND) / height;
    this.right = Math.min(unitsAcross, (region.right() + AROUND + width - 1) / width);
    this.bottom =
        Math.min(
            (frame.height() + height - 1) / height,
            (region.bottom() + AROUND + height - 1) / height);
  }

  /**
   * The picture as stored, orientation not applied.
   *
   * @param region the pixels that matter; those around have anything in them
   * @param buffer where the pixels go
   * @return empty if another decoder is needed
   */
  static Optional<Image> decode(byte[] content, Region region, PixelBuffer buffer) {
    return JpegFrame.read(content)
        .filter(frame -> (long) frame.width() * frame.height() <= MOST_PIXELS)
        .flatMap(frame -> new BaselineJpeg(content, frame, region, buffer).decoded());
  }

  private Optional<Image> decoded() {
    if (!componentsRead()) {
      return Optional.empty();
    }
    Image image = Image.within(buffer, frame.width(), frame.height());
    int half = 4 * frame.across();
    int end = Math.min((frame.width() + 1) / 2, right * half);
    new JpegColors(frame, planes, left * half, top * 8 * frame.down(), end)
        .write(Math.min(frame.height(), bottom * 8 * frame.down()), image);
    return Optional.of(image);
  }

  private boolean componentsRead() {
    int band = Math.max(1, BAND_BLOCKS / ((right - left) * frame.across() * frame.down()));
    begin(band);
    JpegBits bits = new JpegBits(content, frame.scan());
    int[] means = new int[planes.size()];
    int units = 0;
    int waiting = 0;
    for (int row = 0; row < bottom; row++) {
      for (int column = 0; column < unitsAcross; column++, units++) {
        if (frame.restart() > 0 && units > 0 && units % frame.restart() == 0) {
          if (!bits.restart()) {
            return false;
          }
          means = new int[means.length];
        }
        boolean wanted = row >= top && column >= left && column < right;
        if (!unitRead(bits, means, wanted, waiting, column - left)) {
          return false;
        }
      }
      waiting += row >= top ? 1 : 0;
      if (waiting == band || row == bottom - 1) {
        end(waiting);
        waiting = 0;
      }
    }
    return bits.sound();
  }

  private boolean unitRead(JpegBits bits, int[] means, boolean wanted, int row, int column) {
    for (int c = 0; c < means.length; c++) {
      JpegPlane plane = wanted ? planes.get(c) : null;
      for (int j = 0; j < down(c); j++) {
        for (int i = 0; i < across(c); i++) {
          int lane =
              plane == null ? 0 : (row * down(c) + j) * plane.across() + column * across(c) + i;
          means[c] =
              bits.read(frame.dc()[c], frame.ac()[c], frame.quants()[c], means[c], plane, lane);
          if (means[c] == JpegBits.NONE) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void begin(int band) {
    for (int c = 0; c < planes.size(); c++) {
      boolean split = across(c) == frame.across(); // as many columns as the picture
      planes
          .get(c)
          .begin((right - left) * across(c), (bottom - top) * down(c), band * down(c), split);
    }
  }

  private void end(int rows) {
    for (int c = 0; c < planes.size(); c++) {
      planes.get(c).end(rows * down(c));
    }
  }

  /** Blocks of a component side by side in a unit. */
  private int across(int component) {
    return component == 0 ? frame.across() : 1;
  }

  /** Blocks of a component below one another in a unit. */
  private int down(int component) {
    return component == 0 ? frame.down() : 1;
  }
}
