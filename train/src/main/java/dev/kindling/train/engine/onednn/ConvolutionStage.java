package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.kindling.train.engine.onednn.Call.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * A convolution. Its weights are put into the kernel's own order before forward, and once more for
 * backward only if that wants another order.
 *
 * @param node its name and inputs
 */
record ConvolutionStage(Node node, Kernels kernels, FlatVectors vectors) implements Stage {
  /** What forward and backward share. */
  private record Pass(
      Tape tape,
      Tensor source,
      Tensor weights,
      Sliding sliding,
      dnnl.algorithm algorithm,
      convolution_forward.primitive_desc forward) {}

  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor input = inputs.get(0);
    Tensor source =
        tape.converted(node.name() + " input", input, tape.read(input.dims(), kernels.outputs()));
    Sliding sliding = Sliding.over(kernels.rows(), kernels.columns(), source.dims());
    dnnl.algorithm algorithm = Winograd.choice(kernels, tape.type(), source.dims(), sliding);
    convolution_forward.primitive_desc description =
        new convolution_forward.primitive_desc(
            description(tape, source, sliding, algorithm), Tape.attributes(), OneDnn.cpu());
    Tensor weights =
        tape.converted(
            node.name() + " weights",
            vectors.parameter(node.name(), "W", kernels.flat()),
            description.weights_desc());
    Tensor result = tape.tensor(description.dst_desc());
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, source),
                new Argument(DNNL_ARG_WEIGHTS, weights),
                new Argument(DNNL_ARG_DST, result)));
    if (kernels.biased()) {
      arguments.add(new Argument(DNNL_ARG_BIAS, vectors.parameter(node.name(), "b", bias())));
    }
    tape.call(node.name(), description, new convolution_forward(description), arguments);
    Pass pass = new Pass(tape, source, weights, sliding, algorithm, description);
    return new Forward(
        tape.converted(node.name() + " output", result, tape.activation(result.dims())),
        (gradient, gradients) -> {
          Tensor own = tape.converted(node.name() + " output gradient", gradient, result.desc());
          weightGradient(pass, own);
          if (gradients.wanted(node.inputs().get(0))) {
            Tensor found = sourceGradient(pass, own);
            gradients.add(
                node.inputs().get(0),
                tape.converted(node.name() + " input gradient", found, input.desc()));
          }
        });
  }

  private convolution_forward.desc description(
      Tape tape, Tensor source, Sliding sliding, dnnl.algorithm algorithm) {
    long[] dims = {source.dims()[0], kernels.outputs(), sliding.output()[0], sliding.output()[1]};
    memory.desc result = tape.written(dims, source.dims()[1]);
    memory.desc weights = Descriptions.any(tape.type(), kernels.dims());
    return kernels.biased()
        ? new convolution_forward.desc(
            dnnl.prop_kind.forward_training,
            algorithm,
            source.desc(),
            weights,
            bias(),
            result,
            sliding.strides(),
            sliding.gaps(),
            sliding.before(),
            sliding.after())
        : new convolution_forward.desc(
            dnnl.prop_kind.forward_training,
            algorithm,
            source.desc(),
            weights,
            result,
            sliding.strides(),
            sliding.gaps(),
            sliding.before(),
            sliding.after());
  }

  private memory.desc bias() {
    return Descriptions.vector(kernels.outputs());
  }

  private void weightGradient(Pass pass, Tensor gradient) {
    Sliding sliding = pass.sliding();
    if (UnrolledGradient.pays(kernels, gradient.dims(), sliding)) {
      new UnrolledGradient(
              pass.tape(),
              node.name() + " weight gradient",
              kernels,
              pass.source(),
              gradient,
              sliding)
          .writeTo(vectors.gradient(node.name(), "W", kernels.flat()));
      return;
    }
    memory.desc any = Descriptions.any(memory.data_type.f32, kernels.dims());
    convolution_backward_weights.desc wanted =
        kernels.biased()
            ? new convolution_backward_weights.desc(
                pass.algorithm(),
                pass.source().desc(),
                any,
                bias(),
                gradient.desc(),
                sliding.strides(),
                sliding.gaps(),
                sliding.before(),
                sliding.after())
            : new convolution_backward_weights.desc(
                pass.algorithm(),
                pass.source().desc(),
                any,
                gradient.desc(),
                sliding.strides(),
                sliding.gaps(),
                sliding.before(),
                sliding.after());
    convolution_backward_weights.primitive_desc description =
        new convolution_backward_weights.primitive_desc(
            wanted, Tape.attributes(), OneDnn.cpu(), pass.forward());
    Tape tape = pass.tape();
    Tensor flat = vectors.gradient(node.name(), "W", kernels.flat());
    boolean same = description.diff_weights_desc().equals(flat.desc());
    Tensor result = same ? flat : tape.tensor(description.diff_weights_desc());
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, pass.source()),
                new Argument(DNNL_ARG_DIFF_DST, gradient),
                new Argument(DNNL_ARG_DIFF_WEIGHTS, result)));
    if (kernels.biased()) {
      arguments.add(new Argument(DNNL_ARG_DIFF_BIAS, vectors.gradient(node.name(), "b", bias())));
    }
    tape.call(
        node.name() + " weight gradient",
        description,
        new convolution_backward_weights(description),
        arguments);
    if (!same) {
      tape.convert(node.name() + " weight gradient", result, flat);
    }
  }

  private Tensor sourceGradient(Pass pass, Tensor gradient) {
    Tape tape = pass.tape();
    Sliding sliding = pass.sliding();
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                pass.algorithm(),
                pass.source().desc(),
                Descriptions.any(tape.type(), kernels.dims()),
                gradient.desc(),
                sliding.strides(),
                sliding.gaps(),
                sliding.before(),
                sliding.after()),
            Tape.attributes(),
            OneDnn.cpu(),
            pass.forward());
    Tensor weights =
        description.weights_desc().equals(pass.weights().desc())
            ? pass.weights()
            : tape.converted(
                node.name() + " weights",
                vectors.parameter(node.name(), "W", kernels.flat()),
                description.weights_desc());
    Tensor result = tape.tensor(pass.source().desc());
    tape.call(
        node.name() + " gradient",
        description,
        new convolution_backward_data(description),
        List.of(
            new Argument(DNNL_ARG_DIFF_DST, gradient),
            new Argument(DNNL_ARG_WEIGHTS, weights),
            new Argument(DNNL_ARG_DIFF_SRC, result)));
    return result;
  }
}
