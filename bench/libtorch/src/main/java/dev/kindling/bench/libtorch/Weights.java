package dev.kindling.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Makes a network's parameters and keeps them together. */
final class Weights {
  private final MemoryFormat format;
  private final Arithmetic stored;
  private final boolean normsFolded;
  private final List<Tensor> learned = new ArrayList<>();

  /**
   * None yet.
   *
   * @param stored how kernels lie in memory: float32 for training
   * @param normsFolded whether batch norms are a part of the convolutions before them
   */
  Weights(MemoryFormat format, Arithmetic stored, boolean normsFolded) {
    this.format = format;
    this.stored = stored;
    this.normsFolded = normsFolded;
  }

  /** A learned tensor from a normal distribution with variance 2 / fan-in. */
  Tensor drawn(long... shape) {
    long fanIn = 1;
    for (int i = 1; i < shape.length; i++) {
      fanIn *= shape[i];
    }
    Tensor values = torch.randn(shape).mul_(new Scalar(Math.sqrt(2.0 / fanIn)));
    return learn(stored.of(shape.length == 4 ? values.contiguous(format) : values));
  }

  /** A learned vector, all of it one value. */
  Tensor filled(double value, long size) {
    return learn(constant(value, size));
  }

  /** A vector that is not learned. */
  static Tensor constant(double value, long size) {
    return torch.zeros(size).fill_(new Scalar(value));
  }

  private Tensor learn(Tensor tensor) {
    learned.add(tensor.set_requires_grad(true));
    return tensor;
  }

  boolean normsFolded() {
    return normsFolded;
  }

  /** All learned tensors. */
  TensorVector learned() {
    return new TensorVector(learned.toArray(Tensor[]::new));
  }

  /** Elements of all learned tensors. */
  long count() {
    return learned.stream().mapToLong(Tensor::numel).sum();
  }
}
