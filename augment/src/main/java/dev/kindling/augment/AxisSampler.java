package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;

/**
 * Sums the source pixels of output pixels where rows stay rows: along x first, then along y. The
 * sums along x of as many source rows as an output row takes are kept for the next. Used by one
 * thread.
 */
final class AxisSampler {
  private static final int NONE = -1;

  private final Image image;
  private final Taps across;
  private final Taps down;
  private final int size;
  private final Rgb[] kept;
  private final int[] keptRow;

  AxisSampler(Image image, Taps across, Taps down, int size) {
    this.image = image;
    this.across = across;
    this.down = down;
    this.size = size;
    this.kept = new Rgb[Math.max(1, down.most())];
    this.keptRow = new int[kept.length];
    Arrays.setAll(kept, i -> Rgb.of(size));
    Arrays.fill(keptRow, NONE);
  }

  /**
   * Output rows {@code [from, to)}.
   *
   * @param rows filled with values of 0 to 255
   */
  void rows(int from, int to, Rgb rows) {
    float[] sums = new float[size];
    for (int row = from; row < to; row++) {
      for (int tap = 0; tap < down.count(row); tap++) {
        along(down.first(row) + tap);
      }
      for (int channel = 0; channel < Image.CHANNELS; channel++) {
        Arrays.fill(sums, 0);
        for (int tap = 0; tap < down.count(row); tap++) {
          int place = (down.first(row) + tap) % kept.length;
          add(sums, down.weight(row, tap), kept[place].channel(channel));
        }
        System.arraycopy(sums, 0, rows.channel(channel), (row - from) * size, size);
      }
    }
  }

  /** Sums along a source row, unless that is still kept. */
  private void along(int sourceRow) {
    int place = sourceRow % kept.length;
    if (keptRow[place] != sourceRow) {
      across.along(image.pixels(), sourceRow * image.width(), kept[place]);
      keptRow[place] = sourceRow;
    }
  }

  private static void add(float[] sums, float weight, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }
}
