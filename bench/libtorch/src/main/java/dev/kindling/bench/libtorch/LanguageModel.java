package dev.kindling.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * AWD-LSTM from libtorch's LSTM, steps first: words, inputs, hidden outputs, last outputs and
 * hidden-to-hidden weights are dropped; embedding and decoder share a matrix. Of the two biases
 * that libtorch's LSTM takes, one is learned.
 */
final class LanguageModel {
  private static final double OUTPUT = 0.1;
  private static final double HIDDEN = 0.15;
  private static final double INPUT = 0.25;
  private static final double WORDS = 0.02;
  private static final double WEIGHTS = 0.2;

  private final Arithmetic arithmetic;
  private final List<Tensor> learned = new ArrayList<>();
  private final Tensor embedding;
  private final Tensor bias;
  private final List<Layer> layers = new ArrayList<>();

  private record Layer(Tensor input, Tensor hidden, Tensor bias, Tensor noBias, Tensor[] state) {}

  /** What a window gives: the last layer's outputs, raw and dropped, and the logits. */
  record Output(Tensor raw, Tensor dropped, Tensor logits) {}

  LanguageModel(int vocab, int features, int hidden, int count, int rows, Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
    this.embedding = uniform(0.1, vocab, features);
    this.bias = uniform(0, vocab);
    for (int layer = 0; layer < count; layer++) {
      int in = layer == 0 ? features : hidden;
      int out = layer == count - 1 ? features : hidden;
      double range = 1 / Math.sqrt(out);
      Tensor[] state = {zeros(1, rows, out), zeros(1, rows, out)};
      layers.add(
          new Layer(
              uniform(range, 4L * out, in),
              uniform(range, 4L * out, out),
              uniform(range, 4L * out),
              zeros(4L * out),
              state));
    }
  }

  private Tensor uniform(double range, long... shape) {
    Tensor tensor = torch.rand(shape).mul_(new Scalar(2 * range)).sub_(new Scalar(range));
    learned.add(tensor.set_requires_grad(true));
    return tensor;
  }

  private Tensor zeros(long... shape) {
    return arithmetic.of(torch.zeros(shape));
  }

  /** All learned tensors. */
  TensorVector learned() {
    return new TensorVector(learned.toArray(Tensor[]::new));
  }

  /** Elements of all learned tensors. */
  long count() {
    return learned.stream().mapToLong(Tensor::numel).sum();
  }

  /**
   * Runs a window in training mode and carries the state on.
   *
   * @param tokens {@code [steps, rows]}
   */
  Output forward(Tensor tokens) {
    Tensor kept = mask(WORDS, embedding.size(0), 1);
    Tensor input = torch.embedding(embedding, tokens).mul(torch.embedding(kept, tokens));
    input = arithmetic.of(locked(input, INPUT));
    Tensor raw = input;
    for (int i = 0; i < layers.size(); i++) {
      raw = run(layers.get(i), input);
      input = i < layers.size() - 1 ? locked(raw, HIDDEN) : locked(raw, OUTPUT);
    }
    Tensor flat = input.reshape(-1, embedding.size(1));
    Tensor logits =
        torch.linear(flat, arithmetic.of(embedding), new TensorOptional(arithmetic.of(bias)));
    return new Output(
        raw.to(ScalarType.Float), input.to(ScalarType.Float), logits.to(ScalarType.Float));
  }

  private Tensor run(Layer layer, Tensor input) {
    Tensor dropped = torch.dropout(layer.hidden(), WEIGHTS, true);
    TensorVector parameters =
        new TensorVector(
            arithmetic.of(layer.input()),
            arithmetic.of(dropped),
            arithmetic.of(layer.bias()),
            layer.noBias());
    TensorVector state = new TensorVector(layer.state()[0].clone(), layer.state()[1].clone());
    T_TensorTensorTensor_T result =
        torch.lstm(input, state, parameters, true, 1, 0, true, false, false);
    layer.state()[0].copy_(result.get1().detach());
    layer.state()[1].copy_(result.get2().detach());
    return result.get0();
  }

  /** One mask for all steps. */
  private static Tensor locked(Tensor values, double p) {
    return values.mul(mask(p, 1, values.size(1), values.size(2)).to(values.scalar_type()));
  }

  private static Tensor mask(double p, long... shape) {
    return torch.rand(shape).ge(new Scalar(p)).to(ScalarType.Float).div_(new Scalar(1 - p));
  }
}
