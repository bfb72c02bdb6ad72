package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import dev.kindling.train.engine.onednn.Call.Argument;
import dev.kindling.train.engine.onednn.Operation.Dropout;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * Dropout: elements at random are 0 in training, and the rest is larger by as much as is missing.
 *
 * <p>Source: Srivastava et al.: "Dropout", 2014, scaled in training rather than in evaluation.
 *
 * @param node its name and inputs
 */
record DropoutStage(Node node, Dropout dropout) implements Stage {
  @Override
  public Forward forward(Tape tape, List<Tensor> inputs) {
    Tensor source = inputs.get(0);
    memory.desc like = tape.activation(source.dims());
    Tensor drawn = tape.tensor(Tape.asFloats(like));
    tape.java(new Mask(node.name(), dropout.kept(), tape.draws(), drawn), drawn);
    Tensor mask = tape.converted(node.name() + " mask", drawn, like);
    return new Forward(
        times(tape, tape.converted(node.name() + " input", source, like), mask),
        (gradient, gradients) ->
            gradients.add(
                node.inputs().get(0),
                tape.converted(
                    node.name() + " gradient",
                    times(tape, tape.converted(node.name() + " gradient", gradient, like), mask),
                    source.desc())));
  }

  private Tensor times(Tape tape, Tensor one, Tensor mask) {
    binary.primitive_desc description =
        new binary.primitive_desc(
            new binary.desc(dnnl.algorithm.binary_mul, one.desc(), mask.desc(), one.desc()),
            Tape.attributes(),
            OneDnn.cpu());
    Tensor result = tape.tensor(one.desc());
    tape.call(
        node.name(),
        description,
        new binary(description),
        List.of(
            new Argument(DNNL_ARG_SRC_0, one),
            new Argument(DNNL_ARG_SRC_1, mask),
            new Argument(DNNL_ARG_DST, result)));
    return result;
  }
}
