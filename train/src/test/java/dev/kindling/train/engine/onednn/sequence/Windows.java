package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Windows of random tokens, and random numbers. */
final class Windows {
  private Windows() {}

  static TokenBatch of(int rows, int steps, int vocab, long seed) {
    RandomGenerator random = new Seed(seed).random("window", 0);
    List<String> keys = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      keys.add("text#" + row);
    }
    return TokenBatch.window(
        random.ints((long) rows * steps, 0, vocab).toArray(),
        random.ints((long) rows * steps, 0, vocab).toArray(),
        keys);
  }

  /** Uniform in ±range. */
  static float[] numbers(int count, double range, long seed) {
    RandomGenerator random = new Seed(seed).random("numbers", 0);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (range * (2 * random.nextDouble() - 1));
    }
    return numbers;
  }
}
