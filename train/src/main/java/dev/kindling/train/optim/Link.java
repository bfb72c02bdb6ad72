package dev.kindling.train.optim;

/**
 * One link of the chain that makes an optimizer: it changes a block in place, element by element.
 */
sealed interface Link {
  String AVERAGE = "average";
  String SQUARE = "square";

  void apply(Block block);

  /**
   * What an average {@code x = momentum * x + damp * g} over so many steps of equal g makes of g:
   * dividing by it gives g back.
   */
  static double debias(double momentum, double damp, long step) {
    return damp * (1 - Math.pow(momentum, step)) / (1 - momentum);
  }

  /** {@code g += decay * p}: decay as a part of the loss. */
  record L2(double decay) implements Link {
    @Override
    public void apply(Block block) {
      if (this.decay == 0) {
        return;
      }
      float decay = (float) this.decay;
      float[] p = block.parameters();
      float[] g = block.gradient();
      int length = block.length();
      for (int i = 0; i < length; i++) {
        g[i] += decay * p[i];
      }
    }
  }

  /** {@code average = momentum * average + g}. */
  record Sum() implements Link {
    @Override
    public void apply(Block block) {
      accumulate(block, 1);
    }
  }

  /** {@code average = momentum * average + (1 - momentum) * g}. */
  record Average() implements Link {
    @Override
    public void apply(Block block) {
      accumulate(block, (float) (1 - block.momentum()));
    }
  }

  private static void accumulate(Block block, float damp) {
    float momentum = (float) block.momentum();
    float[] g = block.gradient();
    float[] average = block.vector(AVERAGE);
    int length = block.length();
    for (int i = 0; i < length; i++) {
      average[i] = momentum * average[i] + damp * g[i];
    }
  }

  /** {@code square = momentum * square + (1 - momentum) * g * g}. */
  record Square(double momentum) implements Link {
    @Override
    public void apply(Block block) {
      float momentum = (float) this.momentum;
      float damp = (float) (1 - this.momentum);
      float[] g = block.gradient();
      float[] square = block.vector(SQUARE);
      int length = block.length();
      for (int i = 0; i < length; i++) {
        square[i] = momentum * square[i] + damp * (g[i] * g[i]);
      }
    }
  }

  /** {@code p -= rate * g}. */
  record DownGradient() implements Link {
    @Override
    public void apply(Block block) {
      float rate = (float) block.rate();
      float[] p = block.parameters();
      float[] g = block.gradient();
      int length = block.length();
      for (int i = 0; i < length; i++) {
        p[i] -= rate * g[i];
      }
    }
  }

  /** {@code p -= rate * average}. */
  record DownAverage() implements Link {
    @Override
    public void apply(Block block) {
      float rate = (float) block.rate();
      float[] p = block.parameters();
      float[] average = block.vector(AVERAGE);
      int length = block.length();
      for (int i = 0; i < length; i++) {
        p[i] -= rate * average[i];
      }
    }
  }

  /** {@code p -= rate * (average / d1) / (sqrt(square / d2) + epsilon)}, d1 and d2 the debiases. */
  record DownAdam(double squareMomentum, double epsilon) implements Link {
    @Override
    public void apply(Block block) {
      double momentum = block.momentum();
      double d1 = debias(momentum, 1 - momentum, block.step());
      double d2 = debias(squareMomentum, 1 - squareMomentum, block.step());
      float rate = (float) (block.rate() / d1);
      float unbias = (float) (1 / d2);
      float epsilon = (float) this.epsilon;
      float[] p = block.parameters();
      float[] average = block.vector(AVERAGE);
      float[] square = block.vector(SQUARE);
      int length = block.length();
      for (int i = 0; i < length; i++) {
        float root = (float) Math.sqrt(square[i] * unbias);
        p[i] -= rate * average[i] / (root + epsilon);
      }
    }
  }

  /** {@code p *= 1 - rate * decay}: decay apart from the loss. */
  record Shrink(double decay) implements Link {
    @Override
    public void apply(Block block) {
      if (decay == 0) {
        return;
      }
      float factor = (float) (1 - block.rate() * decay);
      float[] p = block.parameters();
      int length = block.length();
      for (int i = 0; i < length; i++) {
        p[i] *= factor;
      }
    }
  }
}
