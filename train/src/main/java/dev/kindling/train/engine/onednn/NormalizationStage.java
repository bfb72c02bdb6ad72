package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * Batch norm by the batch's own statistics, with ReLU in the same pass if it is rectified. Scale
 * and shift lie side by side in the flat vector, as oneDNN reads them.
 *
 * <p>Source: Ioffe, Szegedy: "Batch normalization", 2015.
 *
 * @param node its name and inputs
 */
record NormalizationStage(Node node, Normalization normalization, FlatVectors vectors)
    implements Stage {
  private record Pass(
      Tape tape,
      Tensor source,
      Tensor scaleAndShift,
      Tensor mean,
      Tensor variance,
      List<Argument> workspace,
      batch_normalization_forward.primitive_desc forward) {}

  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    batch_normalization_forward.primitive_desc description =
        new batch_normalization_forward.primitive_desc(
            new batch_normalization_forward.desc(
                dnnl.dnnl_forward_training, source.desc(), epsilon(), flags()),
            Tape.attributes(),
            OneDnn.cpu());
    Tensor result = tape.tensor(description.dst_desc());
    Tensor mean = tape.tensor(description.mean_desc());
    Tensor variance = tape.tensor(description.variance_desc());
    Tensor scaleAndShift = vectors.parameter(node.name(), "gamma", scaleAndShift(source));
    List<Argument> workspace =
        normalization.rectified()
            ? List.of(new Argument(DNNL_ARG_WORKSPACE, tape.tensor(description.workspace_desc())))
            : List.of();
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, source),
                new Argument(DNNL_ARG_SCALE_SHIFT, scaleAndShift),
                new Argument(DNNL_ARG_MEAN, mean),
                new Argument(DNNL_ARG_VARIANCE, variance),
                new Argument(DNNL_ARG_DST, result)));
    arguments.addAll(workspace);
    tape.call(node.name(), description, new batch_normalization_forward(description), arguments);
    Pass pass = new Pass(tape, source, scaleAndShift, mean, variance, workspace, description);
    return new Forward(result, (gradient, gradients) -> backward(pass, gradient, gradients));
  }

  private void backward(Pass pass, Tensor gradient, Gradients gradients) {
    Tape tape = pass.tape();
    batch_normalization_backward.primitive_desc description =
        new batch_normalization_backward.primitive_desc(
            new batch_normalization_backward.desc(
                dnnl.dnnl_backward, gradient.desc(), pass.source().desc(), epsilon(), flags()),
            Tape.attributes(),
            OneDnn.cpu(),
            pass.forward());
    Tensor result = tape.tensor(pass.source().desc());
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, pass.source()),
                new Argument(DNNL_ARG_MEAN, pass.mean()),
                new Argument(DNNL_ARG_VARIANCE, pass.variance()),
                new Argument(DNNL_ARG_SCALE_SHIFT, pass.scaleAndShift()),
                new Argument(DNNL_ARG_DIFF_DST, gradient),
                new Argument(DNNL_ARG_DIFF_SRC, result),
                new Argument(
                    DNNL_ARG_DIFF_SCALE_SHIFT,
                    vectors.gradient(node.name(), "gamma", scaleAndShift(pass.source())))));
    arguments.addAll(pass.workspace());
    tape.call(
        node.name() + " gradient",
        description,
        new batch_normalization_backward(description),
        arguments);
    moveStatistics(tape, "mean", pass.mean());
    moveStatistics(tape, "var", pass.variance());
    gradients.add(node.inputs().get(0), result);
  }

  private void moveStatistics(Tape tape, String name, Tensor batch) {
    memory.desc desc = batch.desc();
    tape.java(
        new RunningStatistics(
            vectors.parameter(node.name(), name, desc),
            batch,
            vectors.gradient(node.name(), name, desc),
            (float) (1 - normalization.decay())),
        batch);
  }

  private static memory.desc scaleAndShift(Tensor source) {
    return Descriptions.matrix(2, source.dims()[1]);
  }

  private float epsilon() {
    return (float) normalization.epsilon();
  }

  private int flags() {
    int relu = normalization.rectified() ? dnnl.dnnl_fuse_norm_relu : 0;
    return dnnl.dnnl_use_scaleshift | relu;
  }
}
