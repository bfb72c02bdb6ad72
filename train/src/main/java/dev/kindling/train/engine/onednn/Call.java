package dev.kindling.train.engine.onednn;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive;
import org.jspecify.annotations.Nullable;

/** A primitive on tensors, its arguments bound once. */
final class Call implements Step, AutoCloseable {
  private final String name;
  private final String implementation;
  private final primitive primitive;
  private final dnnl_primitive handle;
  private final dnnl_stream stream;
  private final List<Argument> arguments;
  private @Nullable dnnl_exec_arg_t bound;

  /**
   * A tensor in its role.
   *
   * @param role one of oneDNN's {@code DNNL_ARG_…}
   */
  record Argument(int role, Tensor tensor) {}

  Call(
      String name,
      String implementation,
      primitive primitive,
      dnnl_stream stream,
      List<Argument> arguments) {
    this.name = name;
    this.implementation = implementation;
    this.primitive = primitive;
    this.handle = primitive.get();
    this.stream = stream;
    this.arguments = arguments;
  }

  @Override
  public String name() {
    return name;
  }

  /** oneDNN's kernel, such as {@code jit_wino_4x3:avx512_core}. */
  @Override
  public String implementation() {
    return implementation;
  }

  @Override
  public void bind() {
    dnnl_exec_arg_t array = new dnnl_exec_arg_t(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      array.getPointer(i).arg(argument.role()).memory(argument.tensor().handle());
    }
    bound = array;
  }

  @Override
  public void run() {
    int status =
        dnnl.dnnl_primitive_execute(
            handle, stream, arguments.size(), requireNonNull(bound, "bind() comes first"));
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "oneDNN failed at %s [%s] with status %d of dnnl_status_t"
              .formatted(name, implementation, status));
    }
  }

  @Override
  public void close() {
    if (bound != null) {
      bound.deallocate();
    }
    arguments.forEach(argument -> argument.tensor().close());
    primitive.deallocate();
  }
}
