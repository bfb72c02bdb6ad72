package dev.kindling.train.text;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.TokenScores;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Expects, after one row of tokens, their sum modulo the vocabulary; its state is that sum. */
final class CountingEngine implements LanguageEngine {
  private final int vocab;
  private final List<Integer> windows = new ArrayList<>();
  private float[] state = {};

  CountingEngine(int vocab) {
    this.vocab = vocab;
  }

  /** Steps of the windows that were read. */
  List<Integer> windows() {
    return windows;
  }

  @Override
  public float[] predict(TokenBatch window) {
    windows.add(window.steps());
    float sum = state.length == 0 ? 0 : state[0];
    for (int token : window.tokens()) {
      sum += token;
    }
    state = new float[] {sum};
    float[] logits = new float[vocab];
    logits[(int) sum % vocab] = 10;
    return logits;
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
    return "counting";
  }

  @Override
  public ParameterLayout layout() {
    return new ParameterLayout(List.of());
  }

  @Override
  public FloatBuffer parameters() {
    return FloatBuffer.allocate(0);
  }

  @Override
  public FloatBuffer gradient() {
    return FloatBuffer.allocate(0);
  }

  @Override
  public TokenScores forward(TokenBatch window, Seed draws) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void backward(double scale) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenScores evaluate(TokenBatch window) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    // Nothing to free.
  }
}
