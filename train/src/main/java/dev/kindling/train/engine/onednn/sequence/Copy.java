package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.OneDnn;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/** Copies one order or type into another. */
final class Copy implements AutoCloseable {
  private final reorder primitive;
  private final dnnl_primitive handle;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(2);
  private final dnnl_exec_arg_t from;
  private final dnnl_exec_arg_t to;

  Copy(memory.desc from, memory.desc to, dnnl_stream stream) {
    try (primitive_attr none = new primitive_attr();
        reorder.primitive_desc description =
            new reorder.primitive_desc(OneDnn.cpu(), from, OneDnn.cpu(), to, none, false)) {
      this.primitive = new reorder(description);
    }
    this.handle = primitive.get();
    this.stream = stream;
    this.from = arguments.getPointer(0).arg(dnnl.DNNL_ARG_FROM);
    this.to = arguments.getPointer(1).arg(dnnl.DNNL_ARG_TO);
  }

  void run(Operand source, Operand target) {
    from.memory(source.handle());
    to.memory(target.handle());
    int status = dnnl.dnnl_primitive_execute(handle, stream, 2, arguments);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "oneDNN failed to copy with status %d of dnnl_status_t".formatted(status));
    }
  }

  @Override
  public void close() {
    primitive.deallocate();
    arguments.deallocate();
  }
}
