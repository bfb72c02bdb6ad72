package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.OneDnn;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;

/**
 * What a primitive reads or writes: a place in memory and how it is read; owns its description.
 *
 * @param desc extent, type and order
 * @param handle what oneDNN takes
 * @param bound keeps the handle alive
 */
record Operand(memory.desc desc, dnnl_memory handle, memory bound) implements AutoCloseable {
  static Operand of(memory.desc desc, Pointer address) {
    memory bound = new memory(desc, OneDnn.cpu(), address);
    return new Operand(desc, bound.get(), bound);
  }

  @Override
  public void close() {
    bound.deallocate();
    desc.deallocate();
  }
}
