package dev.kindling.augment.kernel;

/**
 * What the mix kernel is given for one batch, as numbers.
 *
 * @param input float32 images as they lie in the grid
 * @param mixtures for each image: its partner's index and the box in pixels in which only the
 *     partner is seen: left, top, right, bottom; ends are exclusive
 * @param shares of each image itself outside its box
 * @param grid where input and output lie
 */
@SuppressWarnings("ArrayRecordComponent")
public record MixArguments(float[] input, int[] mixtures, float[] shares, OutputGrid grid) {
  /** Ints of an image in {@code mixtures}. */
  public static final int MIXTURE = MixKernel.MIXTURE;

  /** Images in the batch. */
  int count() {
    return shares.length;
  }
}
