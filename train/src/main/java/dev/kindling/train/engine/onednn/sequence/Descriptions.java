package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.Precision;
import org.bytedeco.dnnl.memory;

/** Descriptions of matrices. */
final class Descriptions {
  /** Gradients, sums, and all that is computed element by element. */
  static final memory.data_type FLOAT = memory.data_type.f32;

  private Descriptions() {}

  /** The type of what matrix products read. */
  static memory.data_type type(Precision precision) {
    return precision == Precision.BF16 ? memory.data_type.bf16 : FLOAT;
  }

  /** Row-major. */
  static memory.desc matrix(memory.data_type type, long rows, long columns) {
    return new memory.desc(new long[] {rows, columns}, type, memory.format_tag.ab);
  }

  /** The transpose of what lies there row-major: {@code rows} is the number of its rows. */
  static memory.desc transposed(memory.data_type type, long rows, long columns) {
    return new memory.desc(new long[] {rows, columns}, type, memory.format_tag.ba);
  }

  /** In the order that a kernel likes. */
  static memory.desc any(memory.data_type type, long rows, long columns) {
    return new memory.desc(new long[] {rows, columns}, type, memory.format_tag.any);
  }
}
