package dev.kindling.train.optim;

import dev.kindling.train.optim.Hypers.Hyper;
import java.nio.FloatBuffer;

/**
 * A piece of one parameter tensor during one step, copied to arrays that stay in the cache and that
 * loops index from 0, which is what lets the compiler vectorise them. Reused from piece to piece
 * and from step to step, by one thread at a time.
 */
final class Block {
  static final int SIZE = 4096;

  private final OptimizerState state;
  private final float[] parameters = new float[SIZE];
  private final float[] gradient = new float[SIZE];
  private final float[][] vectors;
  private Hyper hyper = new Hyper(0, 0);
  private int offset;
  private int length;

  Block(OptimizerState state) {
    this.state = state;
    this.vectors = new float[state.vectors().length][SIZE];
  }

  void load(FloatBuffer from, FloatBuffer gradientFrom, int offset, int length, Hyper hyper) {
    this.offset = offset;
    this.length = length;
    this.hyper = hyper;
    from.get(offset, parameters, 0, length);
    gradientFrom.get(offset, gradient, 0, length);
    for (int v = 0; v < vectors.length; v++) {
      System.arraycopy(state.vectors()[v], offset, vectors[v], 0, length);
    }
  }

  void storeParameters(FloatBuffer to) {
    to.put(offset, parameters, 0, length);
  }

  void storeState() {
    for (int v = 0; v < vectors.length; v++) {
      System.arraycopy(vectors[v], 0, state.vectors()[v], offset, length);
    }
  }

  /** Parameters; elements {@code [0, length())} count. */
  float[] parameters() {
    return parameters;
  }

  /** Gradient; elements {@code [0, length())} count. */
  float[] gradient() {
    return gradient;
  }

  /** A vector of the state; elements {@code [0, length())} count. */
  float[] vector(String name) {
    return vectors[state.names().indexOf(name)];
  }

  int length() {
    return length;
  }

  double rate() {
    return hyper.rate();
  }

  double momentum() {
    return hyper.momentum();
  }

  /** The number of the step that is being taken, from 1. */
  long step() {
    return state.steps() + 1;
  }
}
