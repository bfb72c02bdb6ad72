package dev.kindling.train.text;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import java.util.Arrays;
import java.util.List;

/**
 * The dropout masks of one step: values 0, or 1 / (1 - p) so that the mean stays. A pure function
 * of probabilities and seed, so that every engine, and a second try, drops the same. An element is
 * dropped by 16 random bits: probabilities are exact to 1 / 131,072.
 *
 * @param dropouts the probabilities
 * @param draws the seed of this step
 */
public record DropoutMasks(Dropouts dropouts, Seed draws) {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  public DropoutMasks {
    requireNonNull(dropouts, "dropouts");
    requireNonNull(draws, "draws");
  }

  /** One value for each word of the vocabulary. */
  public float[] embedding(int vocab) {
    float[] mask = new float[vocab];
    fill(dropouts.embedding(), draws.derive("embedding"), mask, 0, vocab);
    return mask;
  }

  /** For the embedded tokens: {@code [rows, features]}, the same at every step. */
  public float[] input(List<String> rows, int features) {
    return locked(dropouts.input(), draws.derive("input"), rows, features);
  }

  /** For the output of a layer that is not the last: {@code [rows, features]}. */
  public float[] hidden(int layer, List<String> rows, int features) {
    return locked(dropouts.hidden(), draws.derive("hidden").derive(layer), rows, features);
  }

  /** For the output of the last layer: {@code [rows, features]}. */
  public float[] output(List<String> rows, int features) {
    return locked(dropouts.output(), draws.derive("output"), rows, features);
  }

  /**
   * One row of the mask of a layer's hidden-to-hidden matrix {@code [4 * out, out]}. Rows draw
   * apart, so that threads may share them out.
   *
   * @param row in [0, 4 * out)
   * @param mask written from {@code offset} on
   * @param columns out
   */
  public void weight(int layer, int row, float[] mask, int offset, int columns) {
    fill(
        dropouts.weight(),
        draws.derive("weight").derive(layer).derive(row),
        mask,
        offset,
        offset + columns);
  }

  private static float[] locked(double p, Seed seed, List<String> rows, int features) {
    float[] mask = new float[rows.size() * features];
    for (int row = 0; row < rows.size(); row++) {
      Seed own = new Seed(seed.hash(rows.get(row)));
      fill(p, own, mask, row * features, (row + 1) * features);
    }
    return mask;
  }

  /** SplitMix64, four elements to a number. */
  private static void fill(double p, Seed seed, float[] mask, int from, int to) {
    float kept = (float) (1 / (1 - p));
    int threshold = (int) Math.round(p * 0x10000);
    if (threshold == 0) {
      Arrays.fill(mask, from, to, 1);
      return;
    }
    long state = seed.value();
    for (int at = from; at < to; at += 4) {
      state += GOLDEN_GAMMA;
      long bits = mixed(state);
      int end = Math.min(at + 4, to);
      for (int i = at; i < end; i++) {
        mask[i] = (bits & 0xffff) < threshold ? 0 : kept;
        bits >>>= 16;
      }
    }
  }

  private static long mixed(long z) {
    long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long x = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
