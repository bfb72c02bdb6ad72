package dev.kindling.augment;

/** Some rows on their way: values of 0 to 255, each channel by itself. Used by one thread. */
@SuppressWarnings("ArrayRecordComponent")
record Rgb(float[] red, float[] green, float[] blue) {
  static Rgb of(int pixels) {
    return new Rgb(new float[pixels], new float[pixels], new float[pixels]);
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
