package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.onednn.Operation.Activation;
import dev.kindling.train.engine.onednn.Operation.AveragePool;
import dev.kindling.train.engine.onednn.Operation.Concatenation;
import dev.kindling.train.engine.onednn.Operation.Convolution;
import dev.kindling.train.engine.onednn.Operation.Dense;
import dev.kindling.train.engine.onednn.Operation.Depthwise;
import dev.kindling.train.engine.onednn.Operation.Dropout;
import dev.kindling.train.engine.onednn.Operation.Flatten;
import dev.kindling.train.engine.onednn.Operation.GlobalPool;
import dev.kindling.train.engine.onednn.Operation.MaxPool;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import dev.kindling.train.engine.onednn.Operation.NormedConvolution;
import dev.kindling.train.engine.onednn.Operation.Sum;

/** The stage for each operation. */
final class Stages {
  private Stages() {}

  /** What runs a node in training. */
  static Stage training(Node node, FlatVectors vectors) {
    return node.operation() instanceof Normalization norm
        ? new NormalizationStage(node, norm, vectors)
        : common(node, vectors);
  }

  /** What runs a node in evaluation. */
  static Stage evaluation(Node node, FlatVectors vectors) {
    if (node.operation() instanceof Normalization norm) {
      return Evaluation.normalization(node, norm, vectors);
    } else if (node.operation() instanceof NormedConvolution normed) {
      Kernels kernels = Kernels.of(normed.convolution(), vectors.span(node.name(), "W"));
      return new NormedConvolutionStage(node, normed, kernels, vectors);
    } else if (node.operation() instanceof Dropout) {
      return new ActivationStage(node, Activation.IDENTITY);
    }
    return common(node, vectors);
  }

  private static Stage common(Node node, FlatVectors vectors) {
    Operation operation = node.operation();
    if (operation instanceof Convolution convolution) {
      Kernels kernels = Kernels.of(convolution, vectors.span(node.name(), "W"));
      return new ConvolutionStage(node, kernels, vectors);
    } else if (operation instanceof Depthwise depthwise) {
      Kernels kernels = Kernels.of(depthwise, vectors.span(node.name(), "W"));
      return new ConvolutionStage(node, kernels, vectors);
    } else if (operation instanceof Activation activation) {
      return new ActivationStage(node, activation);
    } else if (operation instanceof MaxPool pool) {
      return PoolStage.of(node, pool);
    } else if (operation instanceof AveragePool pool) {
      return PoolStage.of(node, pool);
    } else if (operation instanceof GlobalPool pool) {
      return PoolStage.of(node, pool);
    } else if (operation instanceof Dense dense) {
      return new DenseStage(node, dense, vectors);
    } else if (operation instanceof Sum sum) {
      return new SumStage(node, sum);
    } else if (operation instanceof Dropout dropout) {
      return new DropoutStage(node, dropout);
    } else if (operation instanceof Concatenation) {
      return new ConcatenationStage(node);
    } else if (operation instanceof Flatten) {
      return new FlattenStage(node);
    }
    throw new IllegalStateException("No stage for " + node);
  }
}
