package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Activation;
import java.util.List;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;

/**
 * The derivative of an activation, told from its result, so that its argument need not be kept.
 *
 * @param forward oneDNN's name of the function
 * @param backward oneDNN's name of its derivative by the result
 * @param alpha slope below 0
 */
record Slope(dnnl.algorithm forward, dnnl.algorithm backward, float alpha) {
  static Slope of(Activation activation) {
    return switch (activation.curve()) {
      case RELU ->
          new Slope(
              dnnl.algorithm.eltwise_relu,
              dnnl.algorithm.eltwise_relu_use_dst_for_bwd,
              (float) activation.slope());
      case TANH ->
          new Slope(dnnl.algorithm.eltwise_tanh, dnnl.algorithm.eltwise_tanh_use_dst_for_bwd, 0);
      case SIGMOID ->
          new Slope(
              dnnl.algorithm.eltwise_logistic, dnnl.algorithm.eltwise_logistic_use_dst_for_bwd, 0);
      case IDENTITY -> throw new IllegalArgumentException("The identity needs no step");
    };
  }

  /** The gradient before the activation from the one after it. */
  Tensor through(Tape tape, String name, Tensor result, Tensor gradient) {
    eltwise_forward.primitive_desc hint =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(
                dnnl.prop_kind.forward_training, backward, result.desc(), alpha, 0),
            Tape.attributes(),
            OneDnn.cpu());
    eltwise_backward.primitive_desc description =
        new eltwise_backward.primitive_desc(
            new eltwise_backward.desc(backward, gradient.desc(), result.desc(), alpha, 0),
            Tape.attributes(),
            OneDnn.cpu(),
            hint);
    Tensor before = tape.tensor(result.desc());
    tape.call(
        name + " gradient",
        description,
        new eltwise_backward(description),
        List.of(
            new Argument(DNNL_ARG_DST, result),
            new Argument(DNNL_ARG_DIFF_DST, gradient),
            new Argument(DNNL_ARG_DIFF_SRC, before)));
    return before;
  }
}
