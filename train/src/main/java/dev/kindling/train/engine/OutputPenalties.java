package dev.kindling.train.engine;

import dev.kindling.train.text.AwdLstm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What the size and the change of the last layer's outputs add to the loss, and the gradient by the
 * raw outputs {@code [rows, features, steps]}.
 *
 * @param activation AR: alpha times the mean square of the dropped outputs
 * @param temporal TAR: beta times the mean square of the raw outputs' change from step to step
 * @param gradient of their sum
 */
record OutputPenalties(double activation, double temporal, INDArray gradient) {
  /**
   * Of one window.
   *
   * @param mask {@code [rows, features, 1]}, with which dropped = raw * mask
   */
  static OutputPenalties of(AwdLstm model, INDArray raw, INDArray dropped, INDArray mask) {
    double count = raw.length();
    double squares = Math.pow(dropped.norm2Number().doubleValue(), 2);
    INDArray gradient = dropped.mul(mask).muli(2 * model.activationPenalty() / count);
    double temporal = 0;
    long steps = raw.size(2);
    if (steps > 1 && model.temporalPenalty() > 0) {
      double changes = count / steps * (steps - 1);
      try (INDArray change = raw.get(steps(1, steps)).sub(raw.get(steps(0, steps - 1)))) {
        temporal = Math.pow(change.norm2Number().doubleValue(), 2) / changes;
        change.muli(2 * model.temporalPenalty() / changes);
        gradient.get(steps(1, steps)).addi(change);
        gradient.get(steps(0, steps - 1)).subi(change);
      }
    }
    return new OutputPenalties(
        model.activationPenalty() * squares / count, model.temporalPenalty() * temporal, gradient);
  }

  private static INDArrayIndex[] steps(long from, long to) {
    return new INDArrayIndex[] {
      NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to)
    };
  }
}
