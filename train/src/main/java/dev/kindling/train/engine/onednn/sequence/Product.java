package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.OneDnn;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** A matrix product of fixed extent, of any operands of that extent; the result is float32. */
final class Product implements AutoCloseable {
  private static final int LEFT = 0;
  private static final int RIGHT = 1;
  private static final int RESULT = 2;
  private static final int BIAS = 3;

  /**
   * With fewer columns packed factors stay row-major: in blocks of 48 columns, which oneDNN 2.5.2
   * takes for 33 to 63, its bf16 kernels give wrong results on two threads or more.
   */
  private static final int NARROW = 64;

  private final Kind kind;
  private final String implementation;
  private final memory.desc right;
  private final matmul primitive;
  private final dnnl_primitive handle;
  private final dnnl_stream stream;
  private final dnnl_exec_arg_t arguments;
  private final dnnl_exec_arg_t[] argument;

  /** How the left and right factors lie, and what becomes of what the result held before. */
  enum Form {
    /** Rows by packed weights, and a bias is added to each row. */
    BIASED,
    /** Rows by packed weights. */
    PACKED,
    /** Rows by packed weights, added to the result. */
    PACKED_ADDED,
    /** The left factor is the transpose of what lies there. */
    TRANSPOSED,
    /** The left factor is the transpose of what lies there; added to the result. */
    TRANSPOSED_ADDED,
    /** Both row-major. */
    PLAIN,
    /** Both row-major, added to the result. */
    PLAIN_ADDED;

    boolean packed() {
      return this == BIASED || this == PACKED || this == PACKED_ADDED;
    }

    boolean transposed() {
      return this == TRANSPOSED || this == TRANSPOSED_ADDED;
    }

    boolean added() {
      return this == PACKED_ADDED || this == TRANSPOSED_ADDED || this == PLAIN_ADDED;
    }
  }

  /**
   * Which product: {@code [rows, inner] x [inner, columns]}.
   *
   * @param type of both factors
   * @param scale the product is multiplied by this
   */
  record Kind(memory.data_type type, Form form, long rows, long inner, long columns, float scale) {}

  Product(Kind kind, dnnl_stream stream) {
    this.kind = kind;
    try (matmul.desc wanted = description(kind);
        primitive_attr attributes = attributes(kind);
        matmul.primitive_desc description =
            new matmul.primitive_desc(wanted, attributes, OneDnn.cpu())) {
      this.implementation = description.impl_info_str().getString();
      this.right = description.weights_desc();
      this.primitive = new matmul(description);
    }
    this.handle = primitive.get();
    this.stream = stream;
    this.arguments = new dnnl_exec_arg_t(count(kind));
    this.argument = new dnnl_exec_arg_t[count(kind)];
    int[] roles = {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST, dnnl.DNNL_ARG_BIAS};
    for (int i = 0; i < argument.length; i++) {
      argument[i] = arguments.getPointer(i).arg(roles[i]);
    }
  }

  private static int count(Kind kind) {
    return kind.form() == Form.BIASED ? 4 : 3;
  }

  private static matmul.desc description(Kind kind) {
    try (memory.desc left = left(kind);
        memory.desc right = right(kind);
        memory.desc bias = Descriptions.matrix(Descriptions.FLOAT, 1, kind.columns());
        memory.desc result = Descriptions.matrix(Descriptions.FLOAT, kind.rows(), kind.columns())) {
      return kind.form() == Form.BIASED
          ? new matmul.desc(left, right, bias, result)
          : new matmul.desc(left, right, result);
    }
  }

  private static memory.desc left(Kind kind) {
    return kind.form().transposed()
        ? Descriptions.transposed(kind.type(), kind.rows(), kind.inner())
        : Descriptions.matrix(kind.type(), kind.rows(), kind.inner());
  }

  private static memory.desc right(Kind kind) {
    return kind.form().packed() && kind.columns() >= NARROW
        ? Descriptions.any(kind.type(), kind.inner(), kind.columns())
        : Descriptions.matrix(kind.type(), kind.inner(), kind.columns());
  }

  private static primitive_attr attributes(Kind kind) {
    primitive_attr attributes = new primitive_attr();
    if (kind.scale() != 1) {
      attributes.set_output_scales(0, new float[] {kind.scale()});
    }
    if (kind.form().added()) {
      try (post_ops operations = new post_ops()) {
        operations.append_sum();
        attributes.set_post_ops(operations);
      }
    }
    return attributes;
  }

  /** oneDNN's kernel. */
  String implementation() {
    return implementation;
  }

  /** The order in which it wants a packed right factor. */
  memory.desc right() {
    return right;
  }

  /** Computes a product without bias. */
  void run(Operand left, Operand right, Operand result) {
    set(LEFT, left.handle());
    set(RIGHT, right.handle());
    set(RESULT, result.handle());
    execute();
  }

  /** Computes a product with bias. */
  void run(Operand left, Operand right, Operand bias, Operand result) {
    set(BIAS, bias.handle());
    run(left, right, result);
  }

  private void set(int which, dnnl_memory memory) {
    argument[which].memory(memory);
  }

  private void execute() {
    int status = dnnl.dnnl_primitive_execute(handle, stream, argument.length, arguments);
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException(
          "oneDNN failed at %s [%s] with status %d of dnnl_status_t"
              .formatted(kind, implementation, status));
    }
  }

  @Override
  public void close() {
    primitive.deallocate();
    arguments.deallocate();
  }
}
