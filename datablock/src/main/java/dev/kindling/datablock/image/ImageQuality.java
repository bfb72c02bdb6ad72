package dev.kindling.datablock.image;

/**
 * What can be told of a picture without knowing what it shows. Values depend on its pixels alone.
 *
 * @param brightness mean luma (ITU-R BT.601), in [0, 1]
 * @param contrast standard deviation of luma, in [0, 0.5]
 * @param sharpness standard deviation of the Laplacian of luma, at least 0: near 0 where a picture
 *     is blurred or plain. After Pech-Pacheco et al., "Diatom autofocusing in brightfield
 *     microscopy", 2000, whose measure is its square
 * @param colourfulness 0 for grey, above 1 hardly ever: Hasler and Süsstrunk, "Measuring
 *     colourfulness in natural images", 2003, whose measure M is 255 times this; they call 15 (here
 *     .06) slightly, 45 (.18) averagely and 82 (.32) highly colourful
 */
public record ImageQuality(
    double brightness, double contrast, double sharpness, double colourfulness) {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;
  private static final double LEVELS = 255;

  /** How much the mean of the opponent colours counts beside their spread. */
  private static final double MEAN_SHARE = 0.3;

  /** Measures a picture, in one pass over its pixels and one over its luma. */
  public static ImageQuality of(Image image) {
    int count = image.width() * image.height();
    float[] luma = new float[count];
    Moments redGreen = new Moments();
    Moments yellowBlue = new Moments();
    Moments grey = new Moments();
    byte[] pixels = image.pixels();
    for (int i = 0; i < count; i++) {
      int red = pixels[3 * i] & 0xff;
      int green = pixels[3 * i + 1] & 0xff;
      int blue = pixels[3 * i + 2] & 0xff;
      double y = RED * red + GREEN * green + BLUE * blue;
      luma[i] = (float) y;
      grey.add(y);
      redGreen.add(red - green);
      yellowBlue.add(0.5 * (red + green) - blue);
    }
    double spread = Math.hypot(redGreen.deviation(), yellowBlue.deviation());
    double mean = Math.hypot(redGreen.mean(), yellowBlue.mean());
    return new ImageQuality(
        grey.mean() / LEVELS,
        grey.deviation() / LEVELS,
        laplacian(luma, image.width(), image.height()).deviation() / LEVELS,
        (spread + MEAN_SHARE * mean) / LEVELS);
  }

  /** The four neighbours' sum less four times the pixel, where it has all of them. */
  private static Moments laplacian(float[] luma, int width, int height) {
    Moments moments = new Moments();
    for (int row = 1; row < height - 1; row++) {
      for (int i = row * width + 1; i < (row + 1) * width - 1; i++) {
        moments.add(luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i]);
      }
    }
    return moments;
  }

  /** Mean and deviation of numbers that are small, so that plain sums are exact enough. */
  private static final class Moments {
    private long count;
    private double sum;
    private double squares;

    void add(double value) {
      count++;
      sum += value;
      squares += value * value;
    }

    double mean() {
      return count == 0 ? 0 : sum / count;
    }

    double deviation() {
      return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean() * mean()));
    }
  }
}
