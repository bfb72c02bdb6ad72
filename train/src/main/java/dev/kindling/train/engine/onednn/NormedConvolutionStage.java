package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import dev.kindling.train.engine.onednn.Operation.NormedConvolution;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Convolution, batch norm by running statistics, a shortcut if there is one, and ReLU in one pass:
 * the kernel scales and shifts each channel before it writes it. For evaluation only.
 *
 * <p>Where Winograd's algorithm saves more than the passes cost, they are done one by one.
 *
 * @param node its name and inputs; the second, if any, is the shortcut
 */
record NormedConvolutionStage(
    Node node, NormedConvolution operation, Kernels kernels, FlatVectors vectors) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source =
        tape.converted(
            node.name() + " input",
            inputs.get(0),
            tape.read(inputs.get(0).dims(), kernels.outputs()));
    Sliding sliding = Sliding.over(kernels.rows(), kernels.columns(), source.dims());
    if (Winograd.choice(kernels, tape.type(), source.dims(), sliding)
        == dnnl.algorithm.convolution_winograd) {
      return stepByStep(tape, inputs);
    }
    long[] dims = {source.dims()[0], kernels.outputs(), sliding.output()[0], sliding.output()[1]};
    memory.desc images = tape.written(dims, source.dims()[1]);
    Tensor scale = tape.tensor(perChannel());
    Tensor shift = tape.tensor(perChannel());
    tape.java(
        new ChannelMap(
            vectors, operation.norm(), operation.normalization().epsilon(), scale, shift),
        scale,
        shift);
    List<Tensor> operands = new ArrayList<>(List.of(scale, shift));
    for (Tensor shortcut : inputs.subList(1, inputs.size())) {
      operands.add(tape.converted(node.name() + " shortcut", shortcut, images));
    }
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                dnnl.prop_kind.forward_inference,
                dnnl.algorithm.convolution_direct,
                source.desc(),
                Descriptions.any(tape.type(), kernels.dims()),
                images,
                sliding.strides(),
                sliding.gaps(),
                sliding.before(),
                sliding.after()),
            attributes(operands),
            OneDnn.cpu());
    Tensor weights =
        tape.converted(
            node.name() + " weights",
            vectors.parameter(node.name(), "W", kernels.flat()),
            description.weights_desc());
    Tensor result = tape.tensor(images);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, source),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DST, result)));
    for (int i = 0; i < operands.size(); i++) {
      int role = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (i + 1) | DNNL_ARG_SRC_1;
      arguments.add(new Argument(role, operands.get(i)));
    }
    tape.call(node.name(), description, new convolution_forward(description), arguments);
    return new Forward(
        tape.converted(node.name() + " output", result, tape.activation(dims)),
        Evaluation.NO_BACKWARD);
  }

  /** The kernels of Winograd's algorithm take no batch norm in. */
  private Forward stepByStep(Tape tape, List<Tensor> inputs) {
    boolean summed = inputs.size() > 1;
    Normalization norm = operation.normalization();
    Tensor convolved =
        new ConvolutionStage(node, kernels, vectors).forward(tape, inputs.subList(0, 1)).result();
    Node normNode = Node.of(operation.norm(), norm, List.of(node.name()));
    Normalization last = operation.rectified() && !summed ? norm.withRelu() : norm;
    Tensor normed =
        Evaluation.normalization(normNode, last, vectors)
            .forward(tape, List.of(convolved))
            .result();
    return new Forward(
        summed
            ? SumStage.add(tape, node.name(), normed, inputs.get(1), operation.rectified())
            : normed,
        Evaluation.NO_BACKWARD);
  }

  private primitive_attr attributes(List<Tensor> operands) {
    post_ops after = new post_ops();
    after.append_binary(dnnl.algorithm.binary_mul, operands.get(0).desc());
    for (Tensor added : operands.subList(1, operands.size())) {
      after.append_binary(dnnl.algorithm.binary_add, added.desc());
    }
    if (operation.rectified()) {
      after.append_eltwise(1, dnnl.algorithm.eltwise_relu, 0, 0);
    }
    primitive_attr attributes = Tape.attributes();
    attributes.set_post_ops(after);
    return attributes;
  }

  private memory.desc perChannel() {
    return new memory.desc(
        new long[] {1, kernels.outputs(), 1, 1}, memory.data_type.f32, memory.format_tag.nhwc);
  }
}
