package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;

/**
 * Warps one image, row by row: first the colours of a row on the scale of 0 to 255, then clamped,
 * normalised and written where the output's layout wants them.
 *
 * <p>Where the map keeps rows and columns, the sums along x are shared by all output rows that use
 * them ("separable"). Elsewhere each pixel is summed by itself; the part of a row that lies inside
 * of the source is known beforehand and read without looking at the edges.
 */
final class RowWarp {
  private static final int CHANNELS = Image.CHANNELS;

  private final Image image;
  private final byte[] pixels;
  private final ItemPlan plan;
  private final PixelMap map;
  private final Output output;
  private final float[] result;
  private final int offset;
  private final int size;
  private final float[] line;

  /**
   * The warp of one image.
   *
   * @param result where the image is written
   * @param offset of its first element there
   */
  RowWarp(Image image, ItemPlan plan, Output output, float[] result, int offset) {
    this.image = image;
    this.pixels = image.pixels();
    this.plan = plan;
    this.map = PixelMap.of(plan, output.size(), output.sampling());
    this.output = output;
    this.result = result;
    this.offset = offset;
    this.size = output.size();
    this.line = new float[size * CHANNELS];
  }

  /** Writes the output rows {@code [from, to)}. */
  void rows(int from, int to) {
    if (map.alongAxes()) {
      separable(from, to);
    } else {
      PointSampler sampler = new PointSampler(image, map, output.sampling());
      for (int row = from; row < to; row++) {
        sampler.row(row - (size - 1) / 2.0, size, line);
        finish(row);
      }
    }
    for (Box box : plan.erased()) {
      erase(box.pixels(size), from, to);
    }
  }

  private void separable(int from, int to) {
    double first = -(size - 1) / 2.0;
    Sampling sampling = output.sampling();
    Taps across =
        Taps.of(
            map.centerX() + (map.a() * first + map.c()),
            map.a(),
            map.reachX(),
            size,
            image.width(),
            sampling);
    Taps down =
        Taps.of(
            map.centerY() + (map.e() * (first + from) + map.f()),
            map.e(),
            map.reachY(),
            to - from,
            image.height(),
            sampling);
    int low = image.height();
    int high = 0;
    for (int row = 0; row < to - from; row++) {
      low = Math.min(low, down.first(row));
      high = Math.max(high, down.end(row));
    }
    float[] strip = new float[Math.max(0, high - low) * size * CHANNELS];
    for (int row = low; row < high; row++) {
      alongRow(row, across, strip, (row - low) * size * CHANNELS);
    }
    for (int row = 0; row < to - from; row++) {
      Arrays.fill(line, 0);
      int start = (down.first(row) - low) * size * CHANNELS;
      for (float weight : down.weights(row)) {
        for (int i = 0; i < line.length; i++) {
          line[i] += weight * strip[start + i];
        }
        start += line.length;
      }
      finish(from + row);
    }
  }

  private void alongRow(int row, Taps across, float[] strip, int to) {
    int start = row * image.width();
    int at = to;
    for (int column = 0; column < size; column++) {
      int from = (start + across.first(column)) * CHANNELS;
      float red = 0;
      float green = 0;
      float blue = 0;
      for (float weight : across.weights(column)) {
        red += weight * (pixels[from] & 0xff);
        green += weight * (pixels[from + 1] & 0xff);
        blue += weight * (pixels[from + 2] & 0xff);
        from += CHANNELS;
      }
      strip[at] = red;
      strip[at + 1] = green;
      strip[at + 2] = blue;
      at += CHANNELS;
    }
  }

  /** Colours, clamps, normalises and writes the line. */
  private void finish(int row) {
    if (!plan.color().equals(ColorMatrix.IDENTITY)) {
      color(plan.color());
    }
    int step = output.columnStride();
    for (int channel = 0; channel < CHANNELS; channel++) {
      float factor = output.normalize().factor(channel);
      float shift = output.normalize().offset(channel);
      int to = offset + channel * output.channelStride() + row * size * step;
      for (int column = 0; column < size; column++) {
        float value = Math.max(0f, Math.min(255f, line[column * CHANNELS + channel]));
        result[to + column * step] = value * factor + shift;
      }
    }
  }

  private void color(ColorMatrix matrix) {
    float[] m = new float[12];
    for (int i = 0; i < m.length; i++) {
      m[i] = (float) (matrix.at(i / 4, i % 4) * (i % 4 == 3 ? 255 : 1));
    }
    for (int i = 0; i < line.length; i += CHANNELS) {
      float red = line[i];
      float green = line[i + 1];
      float blue = line[i + 2];
      line[i] = m[0] * red + m[1] * green + m[2] * blue + m[3];
      line[i + 1] = m[4] * red + m[5] * green + m[6] * blue + m[7];
      line[i + 2] = m[8] * red + m[9] * green + m[10] * blue + m[11];
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
