package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/**
 * Warps one image, row by row: first the colours of a row on the scale of 0 to 255, then coloured,
 * clamped, normalised and written where the output's layout wants them.
 *
 * <p>Where the map keeps rows and columns and shrinks, they are summed one after the other ({@link
 * AxisSampler}); elsewhere each pixel is summed by itself ({@link PointSampler}). Inner loops run
 * over one channel at a time and use one index for all their arrays: those the JIT compiler turns
 * into vector instructions.
 */
final class RowWarp {
  private static final int CHANNELS = Image.CHANNELS;

  /** As many as stay in the fastest cache on their way. */
  private static final int PIXELS = 1024;

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
  RowWarp(Planned source, Output output, float[] result, int offset) {
    this.image = source.image();
    this.plan = source.plan();
    this.map = PixelMap.of(plan, output.size(), output.sampling());
    this.output = output;
    this.result = result;
    this.offset = offset;
    this.size = output.size();
  }

  /** Writes the output rows {@code [from, to)}, some at a time. */
  void rows(int from, int to) {
    int block = Math.max(1, Math.min(to - from, PIXELS / size));
    boolean separable = map.alongAxes() && !FourPixels.suit(image, map, output.sampling());
    Source source = separable ? separable(from, to) : pointByPoint(block);
    Rgb rows = Rgb.of(block * size);
    Rgb sampled = rows.in(image.order());
    float[] finished = new float[block * size];
    for (int row = from; row < to; row += block) {
      int end = Math.min(to, row + block);
      source.rows(row, end, sampled);
      finish(rows, row, end, finished);
    }
    for (Box box : plan.erased()) {
      erase(box.pixels(size), from, to);
    }
  }

  private Source pointByPoint(int block) {
    return new PointSampler(image, map, output.sampling(), size, block * size)::rows;
  }

  /** Fills rows from index 0 on with output rows {@code [from, to)} on a scale of 0 to 255. */
  private interface Source {
    void rows(int from, int to, Rgb rows);
  }

  private Source separable(int from, int to) {
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
    AxisSampler sampler = new AxisSampler(image, across, down, size);
    return (begin, end, rows) -> sampler.rows(begin - from, end - from, rows);
  }

  /** Colours, clamps, normalises and writes the rows. */
  private void finish(Rgb rows, int from, int to, float[] finished) {
    int step = output.columnStride();
    int pixels = (to - from) * size;
    for (int channel = 0; channel < CHANNELS; channel++) {
      finish(rows, channel, finished, pixels);
      int start = offset + channel * output.channelStride() + from * size * step;
      if (step == 1) {
        System.arraycopy(finished, 0, result, start, pixels);
      } else {
        for (int pixel = 0; pixel < pixels; pixel++) {
          result[start + pixel * step] = finished[pixel];
        }
      }
    }
  }

  private void finish(Rgb rows, int channel, float[] finished, int pixels) {
    float factor = output.normalize().factor(channel);
    float shift = output.normalize().offset(channel);
    if (!plan.color().equals(ColorMatrix.IDENTITY)) {
      colored(rows, channel, finished, pixels);
      clamp(finished, finished, factor, shift, pixels);
    } else if (output.sampling().interpolation() == Interpolation.BICUBIC) {
      clamp(rows.channel(channel), finished, factor, shift, pixels); // cubics swing beyond
    } else {
      normalize(rows.channel(channel), finished, factor, shift, pixels);
    }
  }

  private void colored(Rgb rows, int channel, float[] colored, int pixels) {
    float ofRed = (float) plan.color().at(channel, 0);
    float ofGreen = (float) plan.color().at(channel, 1);
    float ofBlue = (float) plan.color().at(channel, 2);
    float more = (float) (plan.color().at(channel, 3) * 255);
    float[] red = rows.red();
    float[] green = rows.green();
    float[] blue = rows.blue();
    for (int i = 0; i < pixels; i++) {
      colored[i] = ofRed * red[i] + ofGreen * green[i] + ofBlue * blue[i] + more;
    }
  }

  /**
   * To the nearest value in [0, 255], and normalised. By absolute values, because they become
   * vector instructions: {@code (|v| - |v - 255| + 255) / 2}.
   */
  private static void clamp(
      float[] values, float[] clamped, float factor, float shift, int pixels) {
    for (int i = 0; i < pixels; i++) {
      float value = 0.5f * (Math.abs(values[i]) - Math.abs(values[i] - 255f) + 255f);
      clamped[i] = value * factor + shift;
    }
  }

  private static void normalize(
      float[] values, float[] normalized, float factor, float shift, int pixels) {
    for (int i = 0; i < pixels; i++) {
      normalized[i] = values[i] * factor + shift;
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
