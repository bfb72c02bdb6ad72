package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.datablock.Seed;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.TextClassifier;
import java.util.List;

/** From pooled features to logits. */
final class ClassifierHead {
  private static final Dropouts LAST = new Dropouts(TextClassifier.LAST_DROPOUT, 0, 0, 0, 0);

  private final TextClassifier architecture;
  private final NormLayer pooledNorm;
  private final LinearLayer middle;
  private final NormLayer middleNorm;
  private final LinearLayer logits;

  /**
   * What backward needs of forward.
   *
   * @param rectified the first linear layer's output after ReLU
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pass(
      NormLayer.Pass pooled,
      float[] firstMask,
      float[] first,
      float[] rectified,
      NormLayer.Pass middle,
      float[] lastMask,
      float[] last,
      float[] logits) {}

  ClassifierHead(TextClassifier architecture, FlatVectors vectors) {
    this.architecture = architecture;
    this.pooledNorm = new NormLayer(vectors, TextClassifier.POOLED_NORM);
    this.middle = new LinearLayer(vectors, TextClassifier.MIDDLE);
    this.middleNorm = new NormLayer(vectors, TextClassifier.MIDDLE_NORM);
    this.logits = new LinearLayer(vectors, TextClassifier.LOGITS);
  }

  /** In training. */
  Pass learn(float[] pooled, Seed seed, List<String> keys) {
    Dropouts dropouts = architecture.encoder().dropouts();
    Seed draws = seed.derive("head");
    float[] firstMask =
        new DropoutMasks(dropouts, draws.derive("first")).output(keys, architecture.pooled());
    float[] lastMask =
        new DropoutMasks(LAST, draws.derive("last")).output(keys, architecture.width());
    NormLayer.Pass normed = pooledNorm.learn(pooled);
    float[] first = product(normed.results(), firstMask);
    float[] rectified = rectified(middle.forward(first));
    NormLayer.Pass again = middleNorm.learn(rectified);
    float[] last = product(again.results(), lastMask);
    return new Pass(
        normed, firstMask, first, rectified, again, lastMask, last, logits.forward(last));
  }

  /** In evaluation. */
  float[] evaluate(float[] pooled) {
    float[] rectified = rectified(middle.forward(pooledNorm.evaluate(pooled)));
    return logits.forward(middleNorm.evaluate(rectified));
  }

  /** Writes the gradient by the head's parameters; gives that by the pooled features. */
  float[] backward(Pass pass, float[] slopes) {
    float[] last = product(logits.backward(pass.last(), slopes), pass.lastMask());
    float[] again = middleNorm.backward(pass.middle(), last);
    for (int i = 0; i < again.length; i++) {
      again[i] = pass.rectified()[i] > 0 ? again[i] : 0;
    }
    float[] first = product(middle.backward(pass.first(), again), pass.firstMask());
    return pooledNorm.backward(pass.pooled(), first);
  }

  private static float[] product(float[] values, float[] factors) {
    float[] result = new float[values.length];
    Vectors.multiply(values, factors, result);
    return result;
  }

  private static float[] rectified(float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = Math.max(0, values[i]);
    }
    return result;
  }
}
