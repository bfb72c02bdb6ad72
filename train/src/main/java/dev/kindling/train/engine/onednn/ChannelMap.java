package dev.kindling.train.engine.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;

/**
 * What batch norm by running statistics does to a channel, as {@code scale * x + shift}: scale =
 * gamma / sqrt(variance + epsilon), shift = beta - mean * scale.
 */
final class ChannelMap implements Step {
  private final Tensor gamma;
  private final Tensor beta;
  private final Tensor mean;
  private final Tensor variance;
  private final double epsilon;
  private final Tensor scale;
  private final Tensor shift;
  private FloatBuffer[] in = {};
  private FloatBuffer[] out = {};

  ChannelMap(FlatVectors vectors, String norm, double epsilon, Tensor scale, Tensor shift) {
    memory.desc vector = Descriptions.vector(vectors.span(norm, "gamma").length());
    this.gamma = vectors.parameter(norm, "gamma", vector);
    this.beta = vectors.parameter(norm, "beta", vector);
    this.mean = vectors.parameter(norm, "mean", vector);
    this.variance = vectors.parameter(norm, "var", vector);
    this.epsilon = epsilon;
    this.scale = scale;
    this.shift = shift;
  }

  @Override
  public String name() {
    return "folded statistics";
  }

  @Override
  public void bind() {
    in = new FloatBuffer[] {gamma.floats(), beta.floats(), mean.floats(), variance.floats()};
    out = new FloatBuffer[] {scale.floats(), shift.floats()};
  }

  @Override
  public void run() {
    for (int channel = 0; channel < in[0].capacity(); channel++) {
      double factor = in[0].get(channel) / Math.sqrt(in[3].get(channel) + epsilon);
      out[0].put(channel, (float) factor);
      out[1].put(channel, (float) (in[1].get(channel) - in[2].get(channel) * factor));
    }
  }
}
