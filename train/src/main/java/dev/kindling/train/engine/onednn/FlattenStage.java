package dev.kindling.train.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Images to features, channels slowest, as DL4J lays them out.
 *
 * @param node its name and inputs
 */
record FlattenStage(Node node) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    long[] dims = source.dims();
    memory.desc images = new memory.desc(dims, tape.type(), memory.format_tag.nchw);
    memory.desc features = tape.activation(dims[0], dims[1] * dims[2] * dims[3]);
    Tensor result = tape.tensor(images);
    tape.convert(node.name(), source, result);
    return new Forward(
        result.as(features),
        (gradient, gradients) ->
            gradients.add(
                node.inputs().get(0),
                tape.converted(node.name() + " gradient", gradient.as(images), source.desc())));
  }
}
