package dev.kindling.train.text;

import java.util.Comparator;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the next token is drawn from a model's logits: from the softmax of logits / temperature over
 * the tokens with the highest logits.
 *
 * @param temperature more than 0: below 1 for the likely, above 1 for the surprising
 * @param most tokens to choose from, at least 1; 1 always takes the likeliest
 * @param excluded token ids that are never drawn
 */
public record Sampling(double temperature, int most, Set<Integer> excluded) {
  /** As likely as the model says, from all tokens. */
  public static final Sampling PLAIN = new Sampling(1, Integer.MAX_VALUE, Set.of());

  public Sampling {
    excluded = Set.copyOf(excluded);
    if (!(temperature > 0) || temperature == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "Temperature must be finite and more than 0, got %s; for the likeliest token set top-k = 1"
              .formatted(temperature));
    }
    if (most < 1) {
      throw new IllegalArgumentException("Top-k must be at least 1, got " + most);
    }
  }

  /** The same at another temperature. */
  public Sampling temperature(double other) {
    return new Sampling(other, most, excluded);
  }

  /** The same from so many tokens. */
  public Sampling topK(int other) {
    return new Sampling(temperature, other, excluded);
  }

  /** The same without these tokens. */
  public Sampling without(Set<Integer> tokens) {
    return new Sampling(temperature, most, tokens);
  }

  /**
   * Draws a token. Of equal logits the lower id counts as the higher one.
   *
   * @param logits one a token
   * @throws IllegalStateException if one is not finite, or every token is excluded
   */
  public int draw(float[] logits, RandomGenerator random) {
    int[] choice = choice(logits);
    if (choice.length == 0) {
      throw new IllegalStateException(
          "None of %d tokens can be drawn: all are excluded".formatted(logits.length));
    }
    double highest = logits[choice[0]];
    double[] upTo = new double[choice.length];
    double total = 0;
    for (int i = 0; i < choice.length; i++) {
      total += Math.exp((logits[choice[i]] - highest) / temperature);
      upTo[i] = total;
    }
    double drawn = random.nextDouble() * total;
    int at = 0;
    while (at < choice.length - 1 && drawn >= upTo[at]) {
      at++;
    }
    return choice[at];
  }

  /** The tokens to choose from, highest logit first. */
  private int[] choice(float[] logits) {
    for (int token = 0; token < logits.length; token++) {
      if (!Float.isFinite(logits[token])) {
        throw new IllegalStateException(
            "The logit of token %d is %s: the model has diverged".formatted(token, logits[token]));
      }
    }
    return IntStream.range(0, logits.length)
        .filter(token -> !excluded.contains(token))
        .boxed()
        .sorted(Comparator.comparingDouble(token -> -logits[token]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
