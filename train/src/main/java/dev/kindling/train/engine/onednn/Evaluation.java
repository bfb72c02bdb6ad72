package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;

/** Stages that evaluation does otherwise than training. */
final class Evaluation {
  /** The backward half of a stage that has none. */
  static final Stage.Backward NO_BACKWARD =
      (gradient, gradients) -> {
        throw new IllegalStateException("This stage is for evaluation only");
      };

  private Evaluation() {}

  /** Batch norm by running statistics, where no convolution could take it in. */
  static Stage normalization(Node node, Normalization normalization, FlatVectors vectors) {
    return (tape, inputs) -> {
      Tensor source = inputs.get(0);
      int relu = normalization.rectified() ? dnnl.dnnl_fuse_norm_relu : 0;
      batch_normalization_forward.primitive_desc description =
          new batch_normalization_forward.primitive_desc(
              new batch_normalization_forward.desc(
                  dnnl.dnnl_forward_inference,
                  source.desc(),
                  (float) normalization.epsilon(),
                  dnnl.dnnl_use_scaleshift | dnnl.dnnl_use_global_stats | relu),
              Tape.attributes(),
              OneDnn.cpu());
      long channels = source.dims()[1];
      Tensor result = tape.tensor(source.desc());
      tape.call(
          node.name(),
          description,
          new batch_normalization_forward(description),
          List.of(
              new Argument(DNNL_ARG_SRC, source),
              new Argument(
                  DNNL_ARG_SCALE_SHIFT,
                  vectors.parameter(node.name(), "gamma", Descriptions.matrix(2, channels))),
              new Argument(
                  DNNL_ARG_MEAN,
                  vectors.parameter(node.name(), "mean", Descriptions.vector(channels))),
              new Argument(
                  DNNL_ARG_VARIANCE,
                  vectors.parameter(node.name(), "var", Descriptions.vector(channels))),
              new Argument(DNNL_ARG_DST, result)));
      return new Stage.Forward(result, NO_BACKWARD);
    };
  }
}
