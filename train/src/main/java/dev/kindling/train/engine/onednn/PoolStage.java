package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.AveragePool;
import dev.kindling.train.engine.onednn.Operation.GlobalPool;
import dev.kindling.train.engine.onednn.Operation.MaxPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/**
 * A pool of windows.
 *
 * @param node its name and inputs
 * @param kind what is taken of a window
 * @param windows where they lie on images of some dims
 * @param flat whether the result is {@code [batch, channels]}, for windows as large as the image
 */
record PoolStage(Node node, dnnl.algorithm kind, Function<long[], Sliding> windows, boolean flat)
    implements Stage {
  static PoolStage of(Node node, MaxPool pool) {
    return new PoolStage(
        node,
        dnnl.algorithm.pooling_max,
        dims -> Sliding.over(pool.rows(), pool.columns(), dims),
        false);
  }

  static PoolStage of(Node node, AveragePool pool) {
    return new PoolStage(
        node,
        pool.padded()
            ? dnnl.algorithm.pooling_avg_include_padding
            : dnnl.algorithm.pooling_avg_exclude_padding,
        dims -> Sliding.over(pool.rows(), pool.columns(), dims),
        false);
  }

  static PoolStage of(Node node, GlobalPool pool) {
    return new PoolStage(
        node,
        pool.highest() ? dnnl.algorithm.pooling_max : dnnl.algorithm.pooling_avg_exclude_padding,
        dims -> Sliding.over(whole(dims[2]), whole(dims[3]), dims),
        true);
  }

  private static Axis whole(long size) {
    return new Axis(Math.toIntExact(size), 1, 1, 0);
  }

  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    long[] dims = source.dims();
    Sliding sliding = windows.apply(dims);
    memory.desc images =
        tape.activation(dims[0], dims[1], sliding.output()[0], sliding.output()[1]);
    pooling_forward.primitive_desc description =
        new pooling_forward.primitive_desc(
            new pooling_forward.desc(
                dnnl.prop_kind.forward_training,
                kind,
                source.desc(),
                images,
                sliding.strides(),
                sliding.kernel(),
                sliding.before(),
                sliding.after()),
            Tape.attributes(),
            OneDnn.cpu());
    List<Argument> workspace = workspace(tape, description);
    Tensor result = tape.tensor(images);
    tape.call(
        node.name(),
        description,
        new pooling_forward(description),
        with(workspace, new Argument(DNNL_ARG_SRC, source), new Argument(DNNL_ARG_DST, result)));
    return new Forward(
        flat ? result.as(tape.activation(dims[0], dims[1])) : result,
        (gradient, gradients) -> {
          Tensor after = gradient.as(images);
          Tensor before = tape.tensor(source.desc());
          pooling_backward.primitive_desc back =
              new pooling_backward.primitive_desc(
                  new pooling_backward.desc(
                      kind,
                      source.desc(),
                      images,
                      sliding.strides(),
                      sliding.kernel(),
                      sliding.before(),
                      sliding.after()),
                  Tape.attributes(),
                  OneDnn.cpu(),
                  description);
          tape.call(
              node.name() + " gradient",
              back,
              new pooling_backward(back),
              with(
                  workspace,
                  new Argument(DNNL_ARG_DIFF_DST, after),
                  new Argument(DNNL_ARG_DIFF_SRC, before)));
          gradients.add(node.inputs().get(0), before);
        });
  }

  /** Where the highest of each window was found; means need none. */
  private List<Argument> workspace(Tape tape, pooling_forward.primitive_desc description) {
    return kind == dnnl.algorithm.pooling_max
        ? List.of(new Argument(DNNL_ARG_WORKSPACE, tape.tensor(description.workspace_desc())))
        : List.of();
  }

  private static List<Argument> with(List<Argument> workspace, Argument... others) {
    List<Argument> all = new ArrayList<>(List.of(others));
    all.addAll(workspace);
    return all;
  }
}
