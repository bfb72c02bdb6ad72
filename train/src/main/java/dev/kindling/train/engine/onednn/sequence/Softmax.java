package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.OneDnn;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.logsoftmax_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** Softmax of the rows of a matrix in place, in two parts: logarithm first, then exponential. */
final class Softmax implements AutoCloseable {
  private static final int COLUMNS = 1;

  private final primitive logarithm;
  private final primitive exponential;
  private final dnnl_primitive logarithmHandle;
  private final dnnl_primitive exponentialHandle;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(2);

  Softmax(Operand matrix, dnnl_stream stream) {
    memory.desc desc = matrix.desc();
    try (logsoftmax_forward.desc wanted =
            new logsoftmax_forward.desc(dnnl.prop_kind.forward_inference, desc, COLUMNS);
        logsoftmax_forward.primitive_desc description =
            new logsoftmax_forward.primitive_desc(wanted, OneDnn.cpu())) {
      this.logarithm = new logsoftmax_forward(description);
    }
    try (eltwise_forward.desc wanted =
            new eltwise_forward.desc(
                dnnl.prop_kind.forward_inference, dnnl.algorithm.eltwise_exp, desc, 0, 0);
        eltwise_forward.primitive_desc description =
            new eltwise_forward.primitive_desc(wanted, OneDnn.cpu())) {
      this.exponential = new eltwise_forward(description);
    }
    this.logarithmHandle = logarithm.get();
    this.exponentialHandle = exponential.get();
    this.stream = stream;
    arguments.getPointer(0).arg(dnnl.DNNL_ARG_SRC).memory(matrix.handle());
    arguments.getPointer(1).arg(dnnl.DNNL_ARG_DST).memory(matrix.handle());
  }

  /** Logits become logarithms of probabilities. */
  void logarithm() {
    run(logarithmHandle);
  }

  /** Logarithms become probabilities. */
  void exponential() {
    run(exponentialHandle);
  }

  private void run(dnnl_primitive primitive) {
    int status = dnnl.dnnl_primitive_execute(primitive, stream, 2, arguments);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "oneDNN failed at softmax with status %d of dnnl_status_t".formatted(status));
    }
  }

  @Override
  public void close() {
    logarithm.deallocate();
    exponential.deallocate();
    arguments.deallocate();
  }
}
