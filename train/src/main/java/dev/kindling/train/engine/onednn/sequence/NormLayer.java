package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;

/**
 * Batch norm over rows of features: in training by the mean and the biased variance of the batch,
 * in evaluation by the running ones, which move a tenth of the way in each step.
 *
 * <p>Ioffe, Szegedy: "Batch normalization", 2015.
 */
final class NormLayer {
  private static final double EPSILON = 1e-5;
  private static final float SHARE = 0.1f;

  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private final Span scale;
  private final Span shift;
  private final Span mean;
  private final Span variance;
  private final int features;

  /**
   * What a batch became.
   *
   * @param results scaled and shifted
   * @param normalized before that
   * @param factors 1 / standard deviation, by feature
   * @param means by feature
   * @param variances by feature
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pass(
      float[] results, float[] normalized, double[] factors, double[] means, double[] variances) {}

  NormLayer(FlatVectors vectors, String layer) {
    this.parameters = vectors.parameterFloats();
    this.gradient = vectors.gradientFloats();
    this.scale = vectors.span(layer, "gamma");
    this.shift = vectors.span(layer, "beta");
    this.mean = vectors.span(layer, "mean");
    this.variance = vectors.span(layer, "var");
    this.features = scale.length();
  }

  /** In training. */
  Pass learn(float[] values) {
    int rows = values.length / features;
    double[] means = new double[features];
    double[] variances = new double[features];
    for (int i = 0; i < values.length; i++) {
      means[i % features] += values[i] / (double) rows;
    }
    for (int i = 0; i < values.length; i++) {
      variances[i % features] += Math.pow(values[i] - means[i % features], 2) / rows;
    }
    return pass(values, means, variances);
  }

  /** In evaluation. */
  float[] evaluate(float[] values) {
    double[] means = new double[features];
    double[] variances = new double[features];
    for (int i = 0; i < features; i++) {
      means[i] = parameters.get(mean.offset() + i);
      variances[i] = parameters.get(variance.offset() + i);
    }
    return pass(values, means, variances).results();
  }

  private Pass pass(float[] values, double[] means, double[] variances) {
    double[] factors = new double[features];
    for (int i = 0; i < features; i++) {
      factors[i] = 1 / Math.sqrt(variances[i] + EPSILON);
    }
    float[] normalized = new float[values.length];
    float[] results = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int feature = i % features;
      normalized[i] = (float) ((values[i] - means[feature]) * factors[feature]);
      results[i] =
          parameters.get(scale.offset() + feature) * normalized[i]
              + parameters.get(shift.offset() + feature);
    }
    return new Pass(results, normalized, factors, means, variances);
  }

  /** Writes the gradient by the parameters and how statistics move; gives that by the inputs. */
  float[] backward(Pass pass, float[] slopes) {
    int rows = slopes.length / features;
    double[] sums = new double[features];
    double[] products = new double[features];
    for (int i = 0; i < slopes.length; i++) {
      sums[i % features] += slopes[i];
      products[i % features] += slopes[i] * (double) pass.normalized()[i];
    }
    float[] into = new float[slopes.length];
    for (int i = 0; i < slopes.length; i++) {
      int feature = i % features;
      double centred =
          slopes[i] - (sums[feature] + pass.normalized()[i] * products[feature]) / rows;
      into[i] =
          (float) (parameters.get(scale.offset() + feature) * pass.factors()[feature] * centred);
    }
    for (int i = 0; i < features; i++) {
      gradient.put(scale.offset() + i, (float) products[i]);
      gradient.put(shift.offset() + i, (float) sums[i]);
      move(mean.offset() + i, pass.means()[i]);
      move(variance.offset() + i, pass.variances()[i]);
    }
    return into;
  }

  private void move(int at, double towards) {
    gradient.put(at, SHARE * (parameters.get(at) - (float) towards));
  }
}
