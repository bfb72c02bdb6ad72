package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;

/**
 * Warps one image, row by row: first the colours of a row on the scale of 0 to 255, then coloured,
 * clamped, normalised and written where the output's layout wants them.
 *
 * <p>Where the map keeps rows and columns, the sums along x are shared by all output rows that use
 * them ("separable"). Elsewhere each pixel is summed by itself; the part of a row that lies inside
 * of the source is known beforehand and read without looking at the edges. Inner loops run over one
 * channel at a time and use one index for all their arrays: those the JIT compiler turns into
 * vector instructions.
 */
final class RowWarp {
  private static final int CHANNELS = Image.CHANNELS;

  private final Image image;
  private final ItemPlan plan;
  private final PixelMap map;
  private final Output output;
  private final float[] result;
  private final int offset;
  private final int size;

  /**
   * The warp of one image.
   *
   * @param result where the image is written
   * @param offset of its first element there
   */
  RowWarp(Image image, ItemPlan plan, Output output, float[] result, int offset) {
    this.image = image;
    this.plan = plan;
    this.map = PixelMap.of(plan, output.size(), output.sampling());
    this.output = output;
    this.result = result;
    this.offset = offset;
    this.size = output.size();
  }

  /** Writes the output rows {@code [from, to)}. */
  void rows(int from, int to) {
    finish(map.alongAxes() ? separable(from, to) : pointByPoint(from, to), from, to);
    for (Box box : plan.erased()) {
      erase(box.pixels(size), from, to);
    }
  }

  private Rgb pointByPoint(int from, int to) {
    Rgb rows = Rgb.of((to - from) * size);
    PointSampler sampler = new PointSampler(image, map, output.sampling(), size);
    for (int row = from; row < to; row++) {
      sampler.row(row - (size - 1) / 2.0, rows, (row - from) * size);
    }
    return rows;
  }

  private Rgb separable(int from, int to) {
    double first = -(size - 1) / 2.0;
    Taps across =
        Taps.of(
            map.centerX() + (map.a() * first + map.c()),
            map.a(),
            map.reachX(),
            size,
            image.width(),
            output.sampling());
    Taps down =
        Taps.of(
            map.centerY() + (map.e() * (first + from) + map.f()),
            map.e(),
            map.reachY(),
            to - from,
            image.height(),
            output.sampling());
    int low = down.least();
    Rgb[] strip = new Rgb[Math.max(0, down.end() - low)];
    for (int row = 0; row < strip.length; row++) {
      strip[row] = Rgb.of(size);
      across.along(image.pixels(), (low + row) * image.width(), strip[row]);
    }
    Rgb rows = Rgb.of((to - from) * size);
    float[] sums = new float[size];
    for (int row = 0; row < to - from; row++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        Arrays.fill(sums, 0);
        for (int tap = 0; tap < down.count(row); tap++) {
          add(sums, down.weight(row, tap), strip[down.first(row) - low + tap].channel(channel));
        }
        System.arraycopy(sums, 0, rows.channel(channel), row * size, size);
      }
    }
    return rows;
  }

  private static void add(float[] sums, float weight, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }

  /** Colours, clamps, normalises and writes the rows. */
  private void finish(Rgb rows, int from, int to) {
    int step = output.columnStride();
    float[] finished = new float[(to - from) * size];
    for (int channel = 0; channel < CHANNELS; channel++) {
      finish(rows, channel, finished);
      int start = offset + channel * output.channelStride() + from * size * step;
      if (step == 1) {
        System.arraycopy(finished, 0, result, start, finished.length);
      } else {
        for (int pixel = 0; pixel < finished.length; pixel++) {
          result[start + pixel * step] = finished[pixel];
        }
      }
    }
  }

  private void finish(Rgb rows, int channel, float[] finished) {
    float factor = output.normalize().factor(channel);
    float shift = output.normalize().offset(channel);
    if (!plan.color().equals(ColorMatrix.IDENTITY)) {
      colored(rows, channel, finished);
      clamp(finished);
    } else {
      System.arraycopy(rows.channel(channel), 0, finished, 0, finished.length);
      if (output.sampling().interpolation() == Interpolation.BICUBIC) {
        clamp(finished); // a cubic swings beyond the values that it goes through
      }
    }
    for (int i = 0; i < finished.length; i++) {
      finished[i] = finished[i] * factor + shift;
    }
  }

  private void colored(Rgb rows, int channel, float[] colored) {
    float ofRed = (float) plan.color().at(channel, 0);
    float ofGreen = (float) plan.color().at(channel, 1);
    float ofBlue = (float) plan.color().at(channel, 2);
    float more = (float) (plan.color().at(channel, 3) * 255);
    float[] red = rows.red();
    float[] green = rows.green();
    float[] blue = rows.blue();
    for (int i = 0; i < colored.length; i++) {
      colored[i] = ofRed * red[i] + ofGreen * green[i] + ofBlue * blue[i] + more;
    }
  }

  /** To the nearest value in [0, 255], by absolute values: they become vector instructions. */
  private static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f * (Math.abs(values[i]) - Math.abs(values[i] - 255f) + 255f);
    }
  }

  /** Fills with the mean colour, which normalises to 0. */
  private void erase(Box.Pixels box, int from, int to) {
    int step = output.columnStride();
    for (int row = Math.max(from, box.top()); row < Math.min(to, box.bottom()); row++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int start = offset + channel * output.channelStride() + row * size * step;
        for (int column = box.left(); column < box.right(); column++) {
          result[start + column * step] = 0;
        }
      }
    }
  }
}
