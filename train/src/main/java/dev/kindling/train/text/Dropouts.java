package dev.kindling.train.text;

import java.io.Serializable;

/**
 * The five dropouts of AWD-LSTM, as probabilities in [0, 1). Merity, Keskar, Socher: "Regularizing
 * and optimizing LSTM language models", 2017.
 *
 * @param output of the last layer's output, one mask for all steps
 * @param hidden of the output of every layer but the last, one mask for all steps
 * @param input of the embedded tokens, one mask for all steps
 * @param embedding of whole words of the vocabulary
 * @param weight of the elements of the hidden-to-hidden matrices
 */
public record Dropouts(double output, double hidden, double input, double embedding, double weight)
    implements Serializable {
  /** Nothing is dropped. */
  public static final Dropouts NONE = new Dropouts(0, 0, 0, 0, 0);

  /** As fast.ai pretrains language models, before {@link #scaled}. */
  public static final Dropouts LANGUAGE_MODEL = new Dropouts(0.1, 0.15, 0.25, 0.02, 0.2);

  /** As fast.ai trains classifiers, before {@link #scaled}. */
  public static final Dropouts CLASSIFIER = new Dropouts(0.4, 0.3, 0.4, 0.05, 0.5);

  public Dropouts {
    require("output", output);
    require("hidden", hidden);
    require("input", input);
    require("embedding", embedding);
    require("weight", weight);
  }

  /** All of them times a factor. */
  public Dropouts scaled(double factor) {
    return new Dropouts(
        output * factor, hidden * factor, input * factor, embedding * factor, weight * factor);
  }

  private static void require(String name, double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "Dropout %s must be in [0, 1), got %s".formatted(name, probability));
    }
  }
}
