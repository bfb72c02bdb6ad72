package dev.kindling.train.text;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.LanguageEngine;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes on where a text ends, token by token, each drawn from what a language model expects. The
 * same engine, sampling, prompt and seed give the same text. The engine's recurrent state is left
 * as it was.
 *
 * @param engine with trained parameters; belongs to the calling thread meanwhile
 * @param sampling how a token is drawn
 */
public record Generator(LanguageEngine engine, Sampling sampling) {
  public Generator {
    requireNonNull(engine, "engine");
    requireNonNull(sampling, "sampling");
  }

  /**
   * The tokens that follow.
   *
   * @param prompt token ids to go on from, at least one
   * @param count tokens to write, at least 1
   * @return as many token ids as wanted, without the prompt
   * @throws IllegalArgumentException if prompt or count is empty
   */
  public int[] after(int[] prompt, int count, Seed seed) {
    if (prompt.length == 0 || count < 1) {
      throw new IllegalArgumentException(
          "Writing on needs a prompt of at least 1 token and a count of at least 1, got %d and %d; begin with xxbos"
              .formatted(prompt.length, count));
    }
    RandomGenerator random = seed.random("generate", 0);
    float[] state = engine.state();
    try {
      engine.state(new float[0]);
      int[] written = new int[count];
      int[] window = prompt;
      for (int i = 0; i < count; i++) {
        written[i] = sampling.draw(engine.predict(row(window)), random);
        window = new int[] {written[i]};
      }
      return written;
    } finally {
      engine.state(state);
    }
  }

  private static TokenBatch row(int[] tokens) {
    return TokenBatch.window(tokens.clone(), tokens.clone(), List.of("generated"));
  }
}
