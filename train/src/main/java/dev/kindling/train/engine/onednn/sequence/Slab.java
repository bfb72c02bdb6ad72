package dev.kindling.train.engine.onednn.sequence;

import static java.util.Objects.requireNonNull;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Native memory for elements of one type, zero at first; owns the operands that look at it. */
final class Slab implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final memory.data_type type;
  private final long bytes;
  private final BytePointer block;
  private final BytePointer start;
  private final List<Operand> operands = new ArrayList<>();

  private Slab(memory.data_type type, long bytes) {
    this.type = type;
    this.bytes = bytes;
    this.block = new BytePointer(bytes + ALIGNMENT);
    Pointer.memset(block, 0, bytes + ALIGNMENT);
    this.start = block.getPointer(-block.address() & (ALIGNMENT - 1));
  }

  /** For so many elements. */
  static Slab of(memory.data_type type, long elements) {
    return new Slab(type, Math.multiplyExact(elements, size(type)));
  }

  /** For what a description asks. */
  static Slab of(memory.desc desc) {
    return new Slab(memory.data_type.undef, desc.get_size());
  }

  private static long size(memory.data_type type) {
    return type == memory.data_type.bf16 ? 2 : 4;
  }

  memory.data_type type() {
    return type;
  }

  /** A matrix that starts at an element, row-major. */
  Operand matrix(long at, long rows, long columns) {
    return operand(at, Descriptions.matrix(type, rows, columns));
  }

  /** What a description says, starting at an element. */
  Operand operand(long at, memory.desc desc) {
    Operand operand = Operand.of(desc, start.getPointer(at * size(type)));
    operands.add(operand);
    return operand;
  }

  /** Lets one of its operands go before the rest. */
  void release(Operand operand) {
    operands.remove(operand);
    operand.close();
  }

  /** All of it as floats, for a slab of float32. */
  FloatBuffer floats() {
    BytePointer all = new BytePointer(start);
    all.capacity(bytes);
    return requireNonNull(all.asByteBuffer()).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public void close() {
    operands.forEach(Operand::close);
    operands.clear();
    block.deallocate();
  }
}
