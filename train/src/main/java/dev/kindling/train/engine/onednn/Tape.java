package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.onednn.Call.Argument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;

/**
 * The steps of a plan in the order in which they run, while they are written down. A tensor lives
 * from the first step that names it to the last; {@link #seal} then finds places for all.
 */
final class Tape {
  private static final int BLOCK = 16;
  private static final int FEW = 4;

  private final Precision precision;
  private final Draws draws = new Draws();
  private final stream stream = new stream(OneDnn.cpu());
  private final dnnl_stream streamHandle = stream.get();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Region> regions = new LinkedHashSet<>();

  Tape(Precision precision) {
    this.precision = precision;
  }

  /** What is random in the plan's steps. */
  Draws draws() {
    return draws;
  }

  /** The type of activations, their gradients, and weights as kernels read them. */
  memory.data_type type() {
    return precision == Precision.BF16 ? memory.data_type.bf16 : memory.data_type.f32;
  }

  /**
   * Images or features of that extent, of {@link #type()}, in the order that suits most kernels:
   * blocks of 16 channels, or channels last where they do not come in sixteens or the processor has
   * no AVX-512; for pictures of a few channels and for features, rows as they come.
   */
  memory.desc activation(long... dims) {
    if (dims.length == 2) {
      return new memory.desc(dims, type(), memory.format_tag.nc);
    }
    return dims[1] <= FEW ? pictures(dims) : images(dims, fillsBlocks(dims[1]));
  }

  private memory.desc pictures(long[] dims) {
    return new memory.desc(dims, type(), memory.format_tag.nchw);
  }

  /** Images in blocks of 16 channels, or channels last. */
  memory.desc images(long[] dims, boolean blocked) {
    return new memory.desc(
        dims, type(), blocked ? memory.format_tag.nChw16c : memory.format_tag.nhwc);
  }

  /** The same order of elements, of float32. */
  static memory.desc asFloats(memory.desc desc) {
    memory.desc floats = new memory.desc(desc.data());
    floats.data().data_type(memory.data_type.f32.value);
    return floats;
  }

  /**
   * The order in which a convolution should find images that it reads: blocks only if what it
   * writes has them too.
   */
  memory.desc read(long[] dims, long outputs) {
    return dims[1] <= FEW && fillsBlocks(outputs)
        ? pictures(dims)
        : images(dims, fillsBlocks(dims[1]) && fillsBlocks(outputs));
  }

  /** The order in which a convolution should write images of those dims. */
  memory.desc written(long[] dims, long inputs) {
    return images(dims, fillsBlocks(dims[1]) && (inputs <= FEW || fillsBlocks(inputs)));
  }

  private static boolean fillsBlocks(long channels) {
    return channels % BLOCK == 0 && OneDnn.likesBlocks();
  }

  /** A tensor with memory of its own. */
  Tensor tensor(memory.desc desc) {
    return new Tensor(desc, Region.planned(desc.get_size()));
  }

  /** Attributes that let this plan own the scratch memory. */
  static primitive_attr attributes() {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
    return attributes;
  }

  /** Writes down a call; gives it scratch memory as its description asks. */
  void call(
      String name, primitive_desc_base description, primitive primitive, List<Argument> arguments) {
    List<Argument> all = new ArrayList<>(arguments);
    memory.desc scratch = description.scratchpad_desc();
    if (!scratch.is_zero()) {
      all.add(new Argument(dnnl.DNNL_ARG_SCRATCHPAD, tensor(scratch)));
    }
    String implementation = description.impl_info_str().getString();
    add(
        new Call(name, implementation, primitive, streamHandle, all),
        all.stream().map(Argument::tensor).toList());
  }

  /** Writes down work in Java on those tensors. */
  void java(Step step, Tensor... touched) {
    add(step, List.of(touched));
  }

  private void add(Step step, List<Tensor> touched) {
    for (Tensor tensor : touched) {
      tensor.region().touchedAt(steps.size());
      regions.add(tensor.region());
    }
    steps.add(step);
  }

  /** The tensor in another type or order of elements; itself if it has them already. */
  Tensor converted(String name, Tensor from, memory.desc to) {
    if (from.desc().equals(to)) {
      return from;
    }
    Tensor result = tensor(to);
    convert(name, from, result);
    return result;
  }

  /** Copies, changing type and order of elements. */
  void convert(String name, Tensor from, Tensor to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            OneDnn.cpu(), from.desc(), OneDnn.cpu(), to.desc(), attributes(), false);
    call(
        name,
        description,
        new reorder(description),
        List.of(new Argument(dnnl.DNNL_ARG_FROM, from), new Argument(dnnl.DNNL_ARG_TO, to)));
  }

  /** Steps so far. */
  int position() {
    return steps.size();
  }

  /** Keeps what lies in the tensor up to the last step so far. */
  void keep(Tensor tensor) {
    tensor.region().touchedAt(Math.max(0, steps.size() - 1));
    regions.add(tensor.region());
  }

  /** Lays out the memory; nothing can be written down afterwards. */
  Program seal() {
    Arena arena = Arena.of(regions.stream().filter(Region::needsPlace).toList());
    steps.forEach(Step::bind);
    return new Program(List.copyOf(steps), arena, stream);
  }
}
