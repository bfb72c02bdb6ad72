package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/** Sums over any number of pixels with any weights. */
final class AnyPixels implements PixelSums {
  private static final int CHANNELS = Image.CHANNELS;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final PixelMap map;
  private final Padding padding;
  private final Reach across;
  private final Reach down;
  private final int[] columns;

  AnyPixels(Image image, PixelMap map, Sampling sampling) {
    this.pixels = image.pixels();
    this.width = image.width();
    this.height = image.height();
    this.map = map;
    this.padding = sampling.padding();
    this.across = new Reach(map.reachX(), sampling.interpolation());
    this.down = new Reach(map.reachY(), sampling.interpolation());
    this.columns = new int[across.weights.length];
  }

  @Override
  public Margins margins() {
    return new Margins(across.far, across.far + 1, down.far, down.far + 1);
  }

  @Override
  public void inside(int from, int to, Line line, Rgb rows, int start) {
    for (int column = from; column < to; column++) {
      double depth = 1 / line.depth(column);
      pixel(line.x(column) * depth, line.y(column) * depth, rows, start + column);
    }
  }

  private void pixel(double x, double y, Rgb rows, int pixel) {
    float sum = across.weigh(x) * down.weigh(y);
    int left = across.first(x);
    int count = across.last(x) - left + 1;
    int top = down.first(y);
    int bottom = down.last(y);
    float red = 0;
    float green = 0;
    float blue = 0;
    int first = ((top + map.centerY()) * width + left + map.centerX()) * CHANNELS;
    for (int j = top; j <= bottom; j++, first += width * CHANNELS) {
      float redRow = 0;
      float greenRow = 0;
      float blueRow = 0;
      for (int i = 0, p = first; i < count; i++, p += CHANNELS) {
        float weight = across.weights[i];
        redRow += weight * (pixels[p] & 0xff);
        greenRow += weight * (pixels[p + 1] & 0xff);
        blueRow += weight * (pixels[p + 2] & 0xff);
      }
      float weight = down.weights[j - top];
      red += weight * redRow;
      green += weight * greenRow;
      blue += weight * blueRow;
    }
    rows.set(pixel, red / sum, green / sum, blue / sum);
  }

  @Override
  public void anywhere(int from, int to, Line line, Rgb rows, int start) {
    for (int column = from; column < to; column++) {
      double depth = line.depth(column);
      anywhere(line.x(column) / depth, line.y(column) / depth, rows, start + column);
    }
  }

  private void anywhere(double x, double y, Rgb rows, int pixel) {
    float sum = across.weigh(x) * down.weigh(y);
    int left = across.first(x);
    int count = across.last(x) - left + 1;
    for (int i = 0; i < count; i++) {
      columns[i] = padding.fold(left + i + map.centerX(), width);
    }
    float red = 0;
    float green = 0;
    float blue = 0;
    int top = down.first(y);
    int bottom = down.last(y);
    for (int j = top; j <= bottom; j++) {
      int row = padding.fold(j + map.centerY(), height);
      for (int i = 0; i < count; i++) {
        if (row >= 0 && columns[i] >= 0) {
          int p = (row * width + columns[i]) * CHANNELS;
          float weight = down.weights[j - top] * across.weights[i];
          red += weight * (pixels[p] & 0xff);
          green += weight * (pixels[p + 1] & 0xff);
          blue += weight * (pixels[p + 2] & 0xff);
        }
      }
    }
    rows.set(pixel, red / sum, green / sum, blue / sum);
  }

  @Override
  public void end(Rgb rows, int pixels) {}
}
