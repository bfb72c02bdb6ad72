package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.TokenScores;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A language model that fits on a page: logits of the next token are a row of a matrix for the last
 * token, plus a vector times what it remembers, a number s' = s / 2 + token for each row.
 */
final class ToyLanguage implements LanguageEngine {
  static final int VOCAB = 5;
  private static final int MEMORY = VOCAB * VOCAB;
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Span("toy", "W", Kind.WEIGHT, 0, MEMORY, List.of(VOCAB, VOCAB)),
              new Span("toy", "u", Kind.WEIGHT, MEMORY, VOCAB, List.of(VOCAB))));

  private final FloatBuffer parameters = FloatBuffer.allocate(LAYOUT.size());
  private final FloatBuffer gradient = FloatBuffer.allocate(LAYOUT.size());
  private final double[] sums = new double[LAYOUT.size()];
  private float[] state = {};

  /** Opens them. */
  enum Spec implements EngineSpec<LanguageEngine> {
    ONLY;

    @Override
    public EngineSpec<LanguageEngine> checked() {
      return this;
    }

    @Override
    public EngineChoice choice() {
      return EngineChoice.ANY;
    }

    @Override
    public LanguageEngine open() {
      return new ToyLanguage();
    }
  }

  @Override
  public TokenScores forward(TokenBatch window, Seed draws) {
    return pass(window);
  }

  @Override
  public TokenScores evaluate(TokenBatch window) {
    return pass(window);
  }

  private TokenScores pass(TokenBatch window) {
    if (state.length != window.rows()) {
      state = new float[window.rows()];
    }
    java.util.Arrays.fill(sums, 0);
    double loss = 0;
    long correct = 0;
    for (int row = 0; row < window.rows(); row++) {
      for (int step = 0; step < window.steps(); step++) {
        int at = row * window.steps() + step;
        int token = window.tokens()[at];
        state[row] = state[row] / 2 + token;
        double[] p = probabilities(token, state[row]);
        int next = window.targets()[at];
        loss -= Math.log(p[next]);
        correct += dev.kindling.train.model.Probabilities.highest(p) == next ? 1 : 0;
        for (int k = 0; k < VOCAB; k++) {
          double error = (p[k] - (k == next ? 1 : 0)) / window.count();
          sums[token * VOCAB + k] += error;
          sums[MEMORY + k] += error * state[row];
        }
      }
    }
    return new TokenScores(loss, correct, window.count(), 0, 0);
  }

  private double[] probabilities(int token, float memory) {
    double[] p = new double[VOCAB];
    double sum = 0;
    for (int k = 0; k < VOCAB; k++) {
      p[k] = Math.exp(parameters.get(token * VOCAB + k) + parameters.get(MEMORY + k) * memory);
      sum += p[k];
    }
    for (int k = 0; k < VOCAB; k++) {
      p[k] /= sum;
    }
    return p;
  }

  @Override
  public void backward(double scale) {
    for (int i = 0; i < sums.length; i++) {
      gradient.put(i, (float) (scale * sums[i]));
    }
  }

  @Override
  public float[] predict(TokenBatch window) {
    throw new UnsupportedOperationException("No test generates text with it");
  }

  @Override
  public float[] state() {
    return state.clone();
  }

  @Override
  public void state(float[] values) {
    state = values.clone();
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public ParameterLayout layout() {
    return LAYOUT;
  }

  @Override
  public FloatBuffer parameters() {
    return parameters.duplicate();
  }

  @Override
  public FloatBuffer gradient() {
    return gradient.duplicate();
  }

  @Override
  public void close() {}
}
