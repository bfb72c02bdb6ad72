package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Activation;
import dev.kindling.train.engine.onednn.Operation.Curve;
import java.util.List;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;

/**
 * A function of each element.
 *
 * @param node its name and inputs
 */
record ActivationStage(Node node, Activation activation) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    String input = node.inputs().get(0);
    if (activation.curve() == Curve.IDENTITY) {
      return new Forward(source, (gradient, gradients) -> gradients.add(input, gradient));
    }
    Slope slope = Slope.of(activation);
    eltwise_forward.primitive_desc description =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(
                dnnl.prop_kind.forward_training, slope.forward(), source.desc(), slope.alpha(), 0),
            Tape.attributes(),
            OneDnn.cpu());
    Tensor result = tape.tensor(source.desc());
    tape.call(
        node.name(),
        description,
        new eltwise_forward(description),
        List.of(new Argument(DNNL_ARG_SRC, source), new Argument(DNNL_ARG_DST, result)));
    return new Forward(
        result,
        (gradient, gradients) ->
            gradients.add(input, slope.through(tape, node.name(), result, gradient)));
  }
}
