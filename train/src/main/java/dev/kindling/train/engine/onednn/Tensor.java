package dev.kindling.train.engine.onednn;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** A tensor of a plan: what it is, and the memory where it lies, which other tensors may share. */
final class Tensor implements AutoCloseable {
  private final memory.desc desc;
  private final Region region;
  private @Nullable memory bound;
  private @Nullable dnnl_memory handle;

  Tensor(memory.desc desc, Region region) {
    this.desc = desc;
    this.region = region;
  }

  memory.desc desc() {
    return desc;
  }

  Region region() {
    return region;
  }

  /** The same memory, read in another way. */
  Tensor as(memory.desc other) {
    return new Tensor(other, region);
  }

  /** The extent, slowest first. */
  long[] dims() {
    long[] dims = new long[desc.data().ndims()];
    desc.dims().get(dims);
    return dims;
  }

  /** What oneDNN takes for it; its region must have a place. */
  dnnl_memory handle() {
    if (handle == null) {
      bound = new memory(desc, OneDnn.cpu(), region.address());
      handle = bound.get();
    }
    return handle;
  }

  /** Its memory as floats, for a dense float32 tensor; its region must have a place. */
  FloatBuffer floats() {
    BytePointer bytes = new BytePointer(region.address());
    bytes.capacity(desc.get_size());
    ByteBuffer buffer = requireNonNull(bytes.asByteBuffer());
    return buffer.order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public void close() {
    if (bound != null) {
      bound.deallocate();
      bound = null;
      handle = null;
    }
  }
}
