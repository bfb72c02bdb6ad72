package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.Activations;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/** Copies of the values that somebody wants to read, float32 and row-major, kept to the end. */
final class Watched {
  private final Map<String, Tensor> copies = new HashMap<>();

  /** Writes the step that copies a value. */
  void copy(Tape tape, String layer, Tensor value) {
    long[] dims = value.dims();
    memory.format_tag rows = dims.length == 4 ? memory.format_tag.nchw : memory.format_tag.nc;
    Tensor copy = tape.tensor(new memory.desc(dims, memory.data_type.f32, rows));
    tape.convert(layer + " copy", value, copy);
    copies.put(layer, copy);
  }

  /** Keeps all copies up to the last step so far. */
  void keep(Tape tape) {
    copies.values().forEach(tape::keep);
  }

  /** What was copied last. */
  Activations read(String layer) {
    Tensor copy = copies.get(layer);
    if (copy == null) {
      throw new IllegalStateException("Nobody watches layer " + layer);
    }
    float[] values = new float[copy.floats().capacity()];
    copy.floats().get(0, values);
    return new Activations(values, Arrays.stream(copy.dims()).mapToObj(Math::toIntExact).toList());
  }
}
