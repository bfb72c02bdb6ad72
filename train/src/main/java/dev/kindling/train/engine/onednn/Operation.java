package dev.kindling.train.engine.onednn;

/** What a node of a {@link Network} computes. */
sealed interface Operation {
  /** Cross-correlation; weights {@code [out, in, row, column]}. */
  record Convolution(Axis rows, Axis columns, boolean biased) implements Operation {}

  /**
   * Convolution of each channel by itself; weights {@code [row, column, channel, multiplier]}.
   *
   * @param multiplier output channels of each input channel
   */
  record Depthwise(Axis rows, Axis columns, int multiplier, boolean biased) implements Operation {}

  /**
   * Batch norm over each channel.
   *
   * @param decay share of the running statistics kept at a step
   * @param rectified whether ReLU follows in the same pass
   */
  record Normalization(double epsilon, double decay, boolean rectified) implements Operation {
    Normalization withRelu() {
      return new Normalization(epsilon, decay, true);
    }
  }

  /**
   * A function of each element.
   *
   * @param slope of leaky ReLU below 0; 0 for the others
   */
  record Activation(Curve curve, double slope) implements Operation {
    static final Activation RELU = new Activation(Curve.RELU, 0);
    static final Activation IDENTITY = new Activation(Curve.IDENTITY, 0);
  }

  /** Which function of each element. */
  enum Curve {
    RELU,
    TANH,
    SIGMOID,
    IDENTITY
  }

  /** The highest of each window; padding never wins. */
  record MaxPool(Axis rows, Axis columns) implements Operation {}

  /**
   * The mean of each window.
   *
   * @param padded whether zeros of the padding count as elements
   */
  record AveragePool(Axis rows, Axis columns, boolean padded) implements Operation {}

  /** Mean or highest of each channel, {@code [batch, channels]}. */
  record GlobalPool(boolean highest) implements Operation {}

  /** A linear layer; weights {@code [out, in]}. */
  record Dense(boolean biased) implements Operation {}

  /**
   * The sum of all inputs.
   *
   * @param rectified whether ReLU follows in the same pass
   */
  record Sum(boolean rectified) implements Operation {}

  /** The inputs' channels one after the other. */
  record Concatenation() implements Operation {}

  /** {@code [batch, channels, rows, columns]} to {@code [batch, features]}, channels slowest. */
  record Flatten() implements Operation {}

  /**
   * Zeroes elements at random in training and scales up the rest.
   *
   * @param kept probability that an element stays, in (0, 1)
   */
  record Dropout(double kept) implements Operation {}

  /**
   * Convolution with the batch norm after it folded in, for evaluation. A second input, if there is
   * one, is added before ReLU.
   *
   * @param norm name of the batch norm
   */
  record NormedConvolution(
      Convolution convolution, String norm, Normalization normalization, boolean rectified)
      implements Operation {
    NormedConvolution withRelu() {
      return new NormedConvolution(convolution, norm, normalization, true);
    }
  }
}
