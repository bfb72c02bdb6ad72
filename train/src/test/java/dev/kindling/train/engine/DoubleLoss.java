package dev.kindling.train.engine;

import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.model.ImageArchitecture;
import dev.kindling.train.model.Loss;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loss of a model in training mode, computed in double precision and without oneDNN: a slow
 * reference, exact enough for finite differences with steps that no ReLU notices.
 */
final class DoubleLoss {
  private static final double STEP = 1e-8;
  private final ComputationGraph graph;
  private final INDArray inputs;
  private final int[] targets;
  private final Loss loss;

  DoubleLoss(ImageArchitecture architecture, Engine engine, PixelBatch batch, Loss loss) {
    ComputationGraph single = architecture.graph(batch.shape().height(), batch.shape().width());
    float[] parameters = new float[engine.layout().size()];
    engine.parameters().get(parameters);
    single.setParams(Nd4j.createFromArray(parameters));
    this.graph = single.convertDataType(DataType.DOUBLE);
    this.inputs =
        Nd4j.createFromArray(batch.inputs())
            .castTo(DataType.DOUBLE)
            .reshape(
                batch.count(),
                batch.shape().channels(),
                batch.shape().height(),
                batch.shape().width());
    this.targets = batch.targets();
    this.loss = loss;
  }

  /** The slope of the loss along a direction in the parameters that start at the offset. */
  double slope(int offset, float[] direction) {
    return (lossAt(offset, direction, STEP) - lossAt(offset, direction, -STEP)) / (2 * STEP);
  }

  private double lossAt(int offset, float[] direction, double step) {
    INDArray parameters = graph.params();
    for (int i = 0; i < direction.length; i++) {
      long index = offset + i;
      parameters.putScalar(index, parameters.getDouble(index) + step * direction[i]);
    }
    INDArray logits = graph.feedForward(new INDArray[] {inputs}, true, true).get("logits");
    double value = crossEntropy(logits);
    for (int i = 0; i < direction.length; i++) {
      long index = offset + i;
      parameters.putScalar(index, parameters.getDouble(index) - step * direction[i]);
    }
    return value;
  }

  /** Smoothed cross entropy in double precision; the loss under test takes floats. */
  private double crossEntropy(INDArray logits) {
    double smoothing = ((dev.kindling.train.model.CrossEntropy) loss).smoothing();
    int classes = (int) logits.size(1);
    double sum = 0;
    for (int item = 0; item < targets.length; item++) {
      double total = 0;
      double mean = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(logits.getDouble(item, c));
        mean += logits.getDouble(item, c) / classes;
      }
      sum +=
          Math.log(total)
              - smoothing * mean
              - (1 - smoothing) * logits.getDouble(item, targets[item]);
    }
    return sum / targets.length;
  }
}
