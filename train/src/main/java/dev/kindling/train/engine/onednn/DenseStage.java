package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Dense;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/**
 * A linear layer.
 *
 * @param node its name and inputs
 */
record DenseStage(Node node, Dense dense, FlatVectors vectors) implements Stage {
  private record Pass(
      Tape tape, Tensor source, Tensor weights, inner_product_forward.primitive_desc forward) {}

  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    inner_product_forward.primitive_desc description =
        new inner_product_forward.primitive_desc(
            description(tape, source), Tape.attributes(), OneDnn.cpu());
    Tensor weights =
        tape.converted(
            node.name() + " weights",
            vectors.parameter(node.name(), "W", flat()),
            description.weights_desc());
    Tensor result = tape.tensor(description.dst_desc());
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, source),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DST, result)));
    if (dense.biased()) {
      arguments.add(new Argument(DNNL_ARG_BIAS, vectors.parameter(node.name(), "b", bias())));
    }
    tape.call(node.name(), description, new inner_product_forward(description), arguments);
    Pass pass = new Pass(tape, source, weights, description);
    return new Forward(
        result,
        (gradient, gradients) -> {
          weightGradient(pass, gradient);
          String input = node.inputs().get(0);
          if (gradients.wanted(input)) {
            gradients.add(input, sourceGradient(pass, gradient));
          }
        });
  }

  private inner_product_forward.desc description(Tape tape, Tensor source) {
    memory.desc result = tape.activation(source.dims()[0], outputs());
    memory.desc weights = Descriptions.any(tape.type(), outputs(), inputs());
    return dense.biased()
        ? new inner_product_forward.desc(
            dnnl.prop_kind.forward_training, source.desc(), weights, bias(), result)
        : new inner_product_forward.desc(
            dnnl.prop_kind.forward_training, source.desc(), weights, result);
  }

  private void weightGradient(Pass pass, Tensor gradient) {
    memory.desc source = pass.source().desc();
    inner_product_backward_weights.primitive_desc description =
        new inner_product_backward_weights.primitive_desc(
            dense.biased()
                ? new inner_product_backward_weights.desc(source, flat(), bias(), gradient.desc())
                : new inner_product_backward_weights.desc(source, flat(), gradient.desc()),
            Tape.attributes(),
            OneDnn.cpu(),
            pass.forward());
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, pass.source()),
                new Argument(DNNL_ARG_DIFF_DST, gradient),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, vectors.gradient(node.name(), "W", flat()))));
    if (dense.biased()) {
      arguments.add(new Argument(DNNL_ARG_DIFF_BIAS, vectors.gradient(node.name(), "b", bias())));
    }
    pass.tape()
        .call(
            node.name() + " weight gradient",
            description,
            new inner_product_backward_weights(description),
            arguments);
  }

  private Tensor sourceGradient(Pass pass, Tensor gradient) {
    inner_product_backward_data.primitive_desc description =
        new inner_product_backward_data.primitive_desc(
            new inner_product_backward_data.desc(
                pass.source().desc(), pass.weights().desc(), gradient.desc()),
            Tape.attributes(),
            OneDnn.cpu(),
            pass.forward());
    Tensor result = pass.tape().tensor(pass.source().desc());
    pass.tape()
        .call(
            node.name() + " gradient",
            description,
            new inner_product_backward_data(description),
            List.of(
                new Argument(DNNL_ARG_DIFF_DST, gradient),
                new Argument(DNNL_ARG_WEIGHTS, pass.weights()),
                new Argument(DNNL_ARG_DIFF_SRC, result)));
    return result;
  }

  private Span weights() {
    return vectors.span(node.name(), "W");
  }

  private int outputs() {
    return weights().shape().get(0);
  }

  private int inputs() {
    return weights().shape().get(1);
  }

  private memory.desc flat() {
    return Descriptions.matrix(outputs(), inputs());
  }

  private memory.desc bias() {
    return Descriptions.vector(outputs());
  }
}
