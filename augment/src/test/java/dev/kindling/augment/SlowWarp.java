package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/**
 * {@link Sampling}'s definition, word for word, in double precision, one output value at a time,
 * over every source pixel that may count. Shares no code with the backends but the weights.
 */
final class SlowWarp {
  private SlowWarp() {}

  /** An output value in [0, 1] before normalisation. */
  static double value(
      Image image, ItemPlan plan, Sampling sampling, int size, int row, int column, int channel) {
    double middle = 0.5;
    double pixel = 1.0 / size;
    boolean antialiased = sampling.shrinking() == Sampling.Shrinking.ANTIALIASED;
    double reachX = antialiased ? Math.max(1, slope(plan, middle, pixel, true)) : 1;
    double reachY = antialiased ? Math.max(1, slope(plan, middle, pixel, false)) : 1;
    double u = (column + 0.5) / size;
    double v = (row + 0.5) / size;
    double x = plan.source().x(u, v) - 0.5;
    double y = plan.source().y(u, v) - 0.5;
    double[] rgb = new double[3];
    double weights = 0;
    int far = 2 + (int) (2 * Math.max(reachX, reachY));
    for (int j = (int) Math.floor(y) - far; j <= y + far; j++) {
      for (int i = (int) Math.floor(x) - far; i <= x + far; i++) {
        double weight =
            sampling.interpolation().weight((i - x) / reachX)
                * sampling.interpolation().weight((j - y) / reachY);
        weights += weight;
        for (int c = 0; c < 3; c++) {
          rgb[c] += weight * pixel(image, i, j, c, sampling.padding());
        }
      }
    }
    double value = plan.color().at(channel, 3);
    for (int c = 0; c < 3; c++) {
      value += plan.color().at(channel, c) * rgb[c] / weights / 255;
    }
    for (Box box : plan.erased()) {
      if (column >= Math.round(box.left() * size)
          && column < Math.round(box.right() * size)
          && row >= Math.round(box.top() * size)
          && row < Math.round(box.bottom() * size)) {
        return 0;
      }
    }
    return Math.max(0, Math.min(1, value));
  }

  /** Source pixels that one output pixel's step changes x or y by, in the middle. */
  private static double slope(ItemPlan plan, double middle, double pixel, boolean ofX) {
    double h = 1e-6;
    Homography map = plan.source();
    double across =
        ofX
            ? map.x(middle + h, middle) - map.x(middle - h, middle)
            : map.y(middle + h, middle) - map.y(middle - h, middle);
    double down =
        ofX
            ? map.x(middle, middle + h) - map.x(middle, middle - h)
            : map.y(middle, middle + h) - map.y(middle, middle - h);
    return Math.hypot(across, down) / (2 * h) * pixel;
  }

  private static double pixel(Image image, int i, int j, int channel, Padding padding) {
    int x = i;
    int y = j;
    switch (padding) {
      case ZEROS -> {
        if (x < 0 || y < 0 || x >= image.width() || y >= image.height()) {
          return 0;
        }
      }
      case BORDER -> {
        x = Math.max(0, Math.min(image.width() - 1, x));
        y = Math.max(0, Math.min(image.height() - 1, y));
      }
      case REFLECTION -> {
        while (x < 0 || x >= image.width()) {
          x = x < 0 ? -1 - x : 2 * image.width() - 1 - x;
        }
        while (y < 0 || y >= image.height()) {
          y = y < 0 ? -1 - y : 2 * image.height() - 1 - y;
        }
      }
    }
    return image.pixels()[(y * image.width() + x) * 3 + channel] & 0xff;
  }
}
