package dev.kindling.train.engine;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.text.AwdLstm;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Windows of random tokens and parameters that let every path matter. */
final class LanguageWindows {
  private LanguageWindows() {}

  static TokenBatch window(int rows, int steps, int vocab, int seed) {
    RandomGenerator random = new Seed(seed).random("window", 0);
    List<String> keys = IntStream.range(0, rows).mapToObj(row -> "row" + row).toList();
    return TokenBatch.window(
        random.ints(rows * steps, 0, vocab).toArray(),
        random.ints(rows * steps, 0, vocab).toArray(),
        keys);
  }

  /** Part of a window's steps. */
  static TokenBatch steps(TokenBatch window, int from, int to) {
    return TokenBatch.window(
        cut(window.tokens(), window, from, to),
        cut(window.targets(), window, from, to),
        window.keys());
  }

  private static int[] cut(int[] values, TokenBatch window, int from, int to) {
    return IntStream.range(0, values.length)
        .filter(i -> i % window.steps() >= from && i % window.steps() < to)
        .map(i -> values[i])
        .toArray();
  }

  /** Uniform in ±range. */
  static float[] parameters(AwdLstm model, double range, int seed) {
    RandomGenerator random = new Seed(seed).random("parameters", 0);
    float[] parameters = new float[model.layout().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (range * (2 * random.nextDouble() - 1));
    }
    return parameters;
  }
}
