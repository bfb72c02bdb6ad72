package dev.kindling.augment.kernel;

import com.aparapi.Kernel;

/**
 * Mixes images of a batch with one another. One work item writes one pixel's three channels: column
 * by the first global id, row by the second, all rows of all images below one another.
 *
 * <p>Fields are the kernel's arguments; {@link MixArguments} says what the arrays hold.
 */
final class MixKernel extends Kernel {
  /** Ints of an image in {@code mixtures}. */
  static final int MIXTURE = 5;

  final float[] input;
  final int[] mixtures;
  final float[] shares;
  final float[] output;

  int size;
  int count;
  int channelStride;
  int columnStride;

  MixKernel(int images, int elements) {
    this.input = new float[elements];
    this.mixtures = new int[images * MIXTURE];
    this.shares = new float[images];
    this.output = new float[elements];
  }

  @Override
  public void run() {
    int column = getGlobalId(0);
    int line = getGlobalId(1);
    if (column < size && line < size * count) {
      int image = line / size;
      int row = line - image * size;
      int m = image * MIXTURE;
      int inBox =
          column >= mixtures[m + 1]
                  && row >= mixtures[m + 2]
                  && column < mixtures[m + 3]
                  && row < mixtures[m + 4]
              ? 1
              : 0;
      float share = inBox == 1 ? 0f : shares[image];
      int area = 3 * size * size;
      for (int channel = 0; channel < 3; channel++) {
        int at = channel * channelStride + (row * size + column) * columnStride;
        output[image * area + at] =
            share * input[image * area + at] + (1f - share) * input[mixtures[m] * area + at];
      }
    }
  }
}
