package dev.kindling.train.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross entropy of the next tokens.
 *
 * @param sum in nats, over all tokens
 * @param correct tokens that had the highest logit
 */
record TokenLoss(double sum, long correct) {
  /**
   * The loss of logits, which become the gradient of its sum: probabilities, less 1 at the targets.
   *
   * @param logits {@code [tokens, vocab]}; overwritten
   * @param targets one a token, in [0, vocab)
   */
  static TokenLoss overwriting(INDArray logits, int[] targets) {
    long correct = 0;
    double sum = 0;
    try (INDArray best = Nd4j.argMax(logits, 1);
        INDArray highest = logits.max(1)) {
      logits.subiColumnVector(highest);
      for (int i = 0; i < targets.length; i++) {
        correct += best.getInt(i) == targets[i] ? 1 : 0;
        sum -= logits.getDouble(i, targets[i]);
      }
    }
    Transforms.exp(logits, false);
    try (INDArray totals = logits.sum(1)) {
      logits.diviColumnVector(totals);
      for (int i = 0; i < targets.length; i++) {
        sum += Math.log(totals.getDouble(i));
        logits.putScalar(i, targets[i], logits.getDouble(i, targets[i]) - 1);
      }
    }
    return new TokenLoss(sum, correct);
  }
}
