package dev.kindling.augment;

import dev.kindling.datablock.image.ChannelOrder;

/** Some rows on their way: values of 0 to 255, each channel by itself. Used by one thread. */
@SuppressWarnings("ArrayRecordComponent")
record Rgb(float[] red, float[] green, float[] blue) {
  static Rgb of(int pixels) {
    return new Rgb(new float[pixels], new float[pixels], new float[pixels]);
  }

  /** The same rows for who fills them by channels in that order. */
  Rgb in(ChannelOrder order) {
    return switch (order) {
      case RGB -> this;
      case BGR -> new Rgb(blue, green, red);
    };
  }

  void set(int pixel, float newRed, float newGreen, float newBlue) {
    red[pixel] = newRed;
    green[pixel] = newGreen;
    blue[pixel] = newBlue;
  }

  /** Red, green or blue. */
  float[] channel(int channel) {
    return channel == 0 ? red : channel == 1 ? green : blue;
  }
}
