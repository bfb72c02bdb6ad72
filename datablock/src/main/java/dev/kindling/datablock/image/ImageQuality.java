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
  /** Weights of luma, in thousandths. */
  private static final int RED = 299;

  private static final int GREEN = 587;
  private static final int BLUE = 114;
  private static final double WEIGHTS = 1000;
  private static final double LEVELS = 255;

  /** How much the mean of the opponent colours counts beside their spread. */
  private static final double MEAN_SHARE = 0.3;

  /** More pixels tell little more. */
  private static final int PIXELS = 1 << 12;

  /**
   * Measures a picture on all its pixels, or, if it has more than 4,096, on a grid of at most about
   * as many: every second, third and so on of every second, third and so on row.
   */
  public static ImageQuality of(Image image) {
    double pixels = (double) image.width() * image.height();
    int step = (int) Math.max(1, Math.ceil(Math.sqrt(pixels / PIXELS)));
    Sums sums = new Sums(image, step);
    for (int row = Math.min(step, image.height()) / 2; row < image.height(); row += step) {
      sums.add(row);
    }
    double spread = Math.hypot(sums.redGreen.deviation(), sums.yellowBlue.deviation() / 2);
    double mean = Math.hypot(sums.redGreen.mean(), sums.yellowBlue.mean() / 2);
    return new ImageQuality(
        sums.grey.mean() / WEIGHTS / LEVELS,
        sums.grey.deviation() / WEIGHTS / LEVELS,
        sums.laplacian.deviation() / WEIGHTS / LEVELS,
        (spread + MEAN_SHARE * mean) / LEVELS);
  }

  /** Sums over pixels of a picture, in whole numbers. */
  private static final class Sums {
    final Moments grey = new Moments();
    final Moments redGreen = new Moments();
    final Moments yellowBlue = new Moments(); // doubled
    final Moments laplacian = new Moments();
    private final byte[] pixels;
    private final int width;
    private final int height;
    private final int step;

    Sums(Image image, int step) {
      pixels = image.pixels();
      width = image.width();
      height = image.height();
      this.step = step;
    }

    /** Every so many pixels of a row. */
    void add(int row) {
      int first = Math.min(step, width) / 2;
      addColours(row, first);
      if (row > 0 && row < height - 1) {
        addLaplacian(row, first == 0 ? step : first);
      }
    }

    private void addColours(int row, int first) {
      int count = 0;
      long y = 0;
      long yy = 0;
      long rg = 0;
      long rgrg = 0;
      long yb = 0;
      long ybyb = 0;
      for (int x = first; x < width; x += step) {
        int at = (row * width + x) * Image.CHANNELS;
        int red = pixels[at] & 0xff;
        int green = pixels[at + 1] & 0xff;
        int blue = pixels[at + 2] & 0xff;
        int luma = RED * red + GREEN * green + BLUE * blue;
        int redGreen = red - green;
        int yellowBlue = red + green - 2 * blue;
        count++;
        y += luma;
        yy += (long) luma * luma;
        rg += redGreen;
        rgrg += redGreen * redGreen;
        yb += yellowBlue;
        ybyb += yellowBlue * yellowBlue;
      }
      grey.add(count, y, yy);
      redGreen.add(count, rg, rgrg);
      yellowBlue.add(count, yb, ybyb);
    }

    /** The four neighbours' sum less four times the pixel, where it has all of them. */
    private void addLaplacian(int row, int first) {
      int right = Image.CHANNELS;
      int below = width * Image.CHANNELS;
      int count = 0;
      long sum = 0;
      long squares = 0;
      for (int x = first; x < width - 1; x += step) {
        int at = (row * width + x) * Image.CHANNELS;
        int bend =
            luma(rgb(at - right) + rgb(at + right) + rgb(at - below) + rgb(at + below))
                - 4 * luma(rgb(at));
        count++;
        sum += bend;
        squares += (long) bend * bend;
      }
      laplacian.add(count, sum, squares);
    }

    /** A pixel's three levels, 20 bits each, so that those of many pixels can be added at once. */
    private long rgb(int at) {
      return pixels[at] & 0xffL | (pixels[at + 1] & 0xffL) << 20 | (pixels[at + 2] & 0xffL) << 40;
    }

    private static int luma(long rgb) {
      return RED * (int) (rgb & 0xfffff)
          + GREEN * (int) (rgb >> 20 & 0xfffff)
          + BLUE * (int) (rgb >> 40);
    }
  }

  /** Mean and deviation of whole numbers. */
  private static final class Moments {
    private long count;
    private double sum;
    private double squares;

    void add(long number, long itsSum, long itsSquares) {
      count += number;
      sum += itsSum;
      squares += itsSquares;
    }

    double mean() {
      return count == 0 ? 0 : sum / count;
    }

    double deviation() {
      return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean() * mean()));
    }
  }
}
