package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Activation;
import dev.kindling.train.engine.onednn.Operation.Sum;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * A sum, with ReLU in the same pass if it is rectified.
 *
 * @param node its name and inputs
 */
record SumStage(Node node, Sum sum) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor result = inputs.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      boolean last = i == inputs.size() - 1;
      result = add(tape, node.name(), result, inputs.get(i), sum.rectified() && last);
    }
    Tensor total = result;
    return new Forward(
        total,
        (gradient, gradients) -> {
          Tensor before =
              sum.rectified()
                  ? Slope.of(Activation.RELU).through(tape, node.name(), total, gradient)
                  : gradient;
          node.inputs().forEach(input -> gradients.add(input, before));
        });
  }

  /** Adds two tensors of one extent. */
  static Tensor add(Tape tape, String name, Tensor one, Tensor other, boolean rectified) {
    primitive_attr attributes = Tape.attributes();
    if (rectified) {
      post_ops after = new post_ops();
      after.append_eltwise(1, dnnl.algorithm.eltwise_relu, 0, 0);
      attributes.set_post_ops(after);
    }
    binary.primitive_desc description =
        new binary.primitive_desc(
            new binary.desc(dnnl.algorithm.binary_add, one.desc(), other.desc(), one.desc()),
            attributes,
            OneDnn.cpu());
    Tensor result = tape.tensor(one.desc());
    tape.call(
        name,
        description,
        new binary(description),
        List.of(
            new Argument(DNNL_ARG_SRC_0, one),
            new Argument(DNNL_ARG_SRC_1, other),
            new Argument(DNNL_ARG_DST, result)));
    return result;
  }
}
