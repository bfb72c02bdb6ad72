package dev.kindling.train.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * The inputs' channels side by side.
 *
 * @param node its name and inputs
 */
record ConcatenationStage(Node node) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    long[] dims = inputs.get(0).dims();
    dims[1] = inputs.stream().mapToLong(input -> input.dims()[1]).sum();
    Tensor result = tape.tensor(tape.activation(dims));
    List<long[]> extents = new ArrayList<>();
    List<long[]> starts = new ArrayList<>();
    long channel = 0;
    for (Tensor input : inputs) {
      long[] start = new long[dims.length];
      start[1] = channel;
      channel += input.dims()[1];
      extents.add(input.dims());
      starts.add(start);
      tape.convert(node.name(), input, part(result, input.dims(), start));
    }
    return new Forward(
        result,
        (gradient, gradients) -> {
          for (int i = 0; i < extents.size(); i++) {
            Tensor own = tape.tensor(tape.activation(extents.get(i)));
            Tensor from = part(gradient, extents.get(i), starts.get(i));
            tape.convert(node.name() + " gradient", from, own);
            gradients.add(node.inputs().get(i), own);
          }
        });
  }

  private static Tensor part(Tensor whole, long[] extent, long[] start) {
    memory.desc desc = whole.desc().submemory_desc(extent, start);
    return whole.as(desc);
  }
}
