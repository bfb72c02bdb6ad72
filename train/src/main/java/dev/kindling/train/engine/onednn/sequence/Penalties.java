package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.text.AwdLstm;

/**
 * What large and quickly changing outputs of the last layer add to the loss: alpha times the mean
 * square of the dropped outputs (AR), beta times that of the raw outputs' change from step to step
 * (TAR). Merity, McCann, Socher: "Revisiting activation regularization for language RNNs", 2017.
 *
 * @param steps of the window
 * @param size outputs of a step: rows times features
 */
record Penalties(double alpha, double beta, int steps, int size) {
  static Penalties of(AwdLstm architecture, int rows, int steps) {
    return new Penalties(
        architecture.activationPenalty(),
        architecture.temporalPenalty(),
        steps,
        rows * architecture.embedding());
  }

  /** AR. */
  double activation(Steps outputs, float[] mask) {
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      sum += squares(outputs.at(step), mask);
    }
    return alpha * sum / steps / size;
  }

  /** TAR. */
  double temporal(Steps outputs) {
    double sum = 0;
    for (int step = 1; step < steps; step++) {
      sum += squaredChanges(outputs.at(step - 1), outputs.at(step));
    }
    return steps == 1 ? 0 : beta * sum / (steps - 1) / size;
  }

  private static double squares(float[] output, float[] mask) {
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      double dropped = mask.length == 0 ? output[i] : output[i] * mask[i];
      sum += dropped * dropped;
    }
    return sum;
  }

  private static double squaredChanges(float[] before, float[] after) {
    double sum = 0;
    for (int i = 0; i < after.length; i++) {
      double change = after[i] - before[i];
      sum += change * change;
    }
    return sum;
  }

  /** Adds AR's slope by a step's dropped output to the slopes. */
  void addActivation(float[] output, float[] mask, float[] slopes) {
    float factor = (float) (2 * alpha / steps / size);
    if (mask.length == 0) {
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] += factor * output[i];
      }
      return;
    }
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] += factor * output[i] * mask[i];
    }
  }

  /** Adds TAR's slope by a step's raw output to the slopes. */
  void addTemporal(Steps outputs, int step, float[] slopes) {
    if (steps == 1) {
      return;
    }
    float factor = (float) (2 * beta / (steps - 1) / size);
    if (step > 0) {
      addChange(outputs.at(step), outputs.at(step - 1), factor, slopes);
    }
    if (step < steps - 1) {
      addChange(outputs.at(step), outputs.at(step + 1), factor, slopes);
    }
  }

  private static void addChange(float[] output, float[] other, float factor, float[] slopes) {
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] += factor * (output[i] - other[i]);
    }
  }
}
