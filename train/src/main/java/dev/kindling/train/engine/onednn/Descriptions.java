package dev.kindling.train.engine.onednn;

import org.bytedeco.dnnl.memory;

/** Descriptions of float32 tensors as DL4J's flat vectors hold them. */
final class Descriptions {
  private Descriptions() {}

  /** A vector. */
  static memory.desc vector(long length) {
    return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.x);
  }

  /** Rows by columns, row-major. */
  static memory.desc matrix(long rows, long columns) {
    return new memory.desc(new long[] {rows, columns}, memory.data_type.f32, memory.format_tag.ab);
  }

  /** Any order of elements that a kernel likes. */
  static memory.desc any(memory.data_type type, long... dims) {
    return new memory.desc(dims, type, memory.format_tag.any);
  }
}
