package dev.kindling.train.engine.onednn;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.engine.Precision;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.memory;

/**
 * A network compiled for batches of one shape: every primitive made, every tensor placed. Runs any
 * number of times without allocating.
 *
 * <p>Not thread-safe.
 */
final class Plan implements AutoCloseable {
  private final Program program;
  private final Draws draws;
  private final int forwardEnd;
  private final int end;
  private final FloatBuffer images;
  private final FloatBuffer logits;
  private final FloatBuffer lossGradient;
  private final Watched results;
  private final Watched slopes;

  private Plan(
      Program program,
      Draws draws,
      int forwardEnd,
      int end,
      Tensor images,
      Tensor logits,
      Tensor gradient,
      Watched results,
      Watched slopes) {
    this.results = results;
    this.slopes = slopes;
    this.program = program;
    this.draws = draws;
    this.forwardEnd = forwardEnd;
    this.end = end;
    this.images = images.floats();
    this.logits = logits.floats();
    this.lossGradient = gradient.floats();
  }

  /**
   * What a plan is compiled for.
   *
   * @param shape of the batch
   * @param layout of the batch's inputs
   */
  record Input(Shape shape, Layout layout) {
    memory.desc desc() {
      long[] dims = {shape.count(), shape.channels(), shape.height(), shape.width()};
      return new memory.desc(
          dims,
          memory.data_type.f32,
          layout == Layout.NCHW ? memory.format_tag.nchw : memory.format_tag.nhwc);
    }
  }

  /**
   * Forward in training mode and backward.
   *
   * @param watched values to keep, and their gradients
   */
  static Plan training(
      Network network, FlatVectors vectors, Input input, Precision precision, Set<String> watched) {
    Tape tape = new Tape(precision);
    Map<String, Tensor> values = new HashMap<>();
    Tensor images = images(tape, network, input, values);
    List<Stage.Backward> backwards = new ArrayList<>();
    Watched results = new Watched();
    Watched slopes = new Watched();
    for (Node node : network.nodes()) {
      Stage.Forward forward = Stages.training(node, vectors).forward(tape, inputs(node, values));
      values.put(node.output(), forward.result());
      backwards.add(forward.backward());
      if (watched.contains(node.output())) {
        results.copy(tape, node.output(), forward.result());
      }
    }
    Tensor logits = logits(tape, network, values);
    int forwardEnd = tape.position();
    Tensor lossGradient = tape.tensor(logits.desc());
    Gradients gradients = new Gradients(network.input());
    gradients.add(
        network.output(),
        tape.converted("loss gradient", lossGradient, value(values, network.output()).desc()));
    for (int i = network.nodes().size() - 1; i >= 0; i--) {
      String name = network.nodes().get(i).output();
      Tensor gradient = gradients.of(tape, name);
      if (watched.contains(name)) {
        slopes.copy(tape, name, gradient);
      }
      backwards.get(i).write(gradient, gradients);
    }
    results.keep(tape);
    slopes.keep(tape);
    return new Plan(
        tape.seal(),
        tape.draws(),
        forwardEnd,
        tape.position(),
        images,
        logits,
        lossGradient,
        results,
        slopes);
  }

  /** Forward in evaluation mode. */
  static Plan evaluation(Network network, FlatVectors vectors, Input input, Precision precision) {
    Tape tape = new Tape(precision);
    Map<String, Tensor> values = new HashMap<>();
    Tensor images = images(tape, network, input, values);
    for (Node node : network.nodes()) {
      values.put(
          node.output(),
          Stages.evaluation(node, vectors).forward(tape, inputs(node, values)).result());
    }
    Tensor logits = logits(tape, network, values);
    int end = tape.position();
    Watched none = new Watched();
    return new Plan(tape.seal(), tape.draws(), end, end, images, logits, logits, none, none);
  }

  private static Tensor images(
      Tape tape, Network network, Input input, Map<String, Tensor> values) {
    Tensor images = tape.tensor(input.desc());
    values.put(network.input(), tape.converted("images", images, tape.activation(images.dims())));
    return images;
  }

  private static Tensor logits(Tape tape, Network network, Map<String, Tensor> values) {
    Tensor result = value(values, network.output());
    Tensor logits =
        tape.converted("logits", result, Descriptions.matrix(result.dims()[0], result.dims()[1]));
    tape.keep(logits);
    return logits;
  }

  private static List<Tensor> inputs(Node node, Map<String, Tensor> values) {
    return node.inputs().stream().map(name -> value(values, name)).toList();
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor tensor = values.get(name);
    if (tensor == null) {
      throw new IllegalStateException("%s is read before it is computed".formatted(name));
    }
    return tensor;
  }

  /**
   * Runs forward.
   *
   * @param seed of what is random in it
   * @return logits, {@code [batch, classes]} row-major, a fresh array
   */
  float[] forward(PixelBatch batch, Seed seed) {
    draws.set(seed, batch.keys());
    images.put(0, batch.inputs());
    program.run(0, forwardEnd);
    float[] result = new float[logits.capacity()];
    logits.get(0, result);
    return result;
  }

  /** Runs backward; the gradient is in the flat vector then. */
  void backward(float[] gradient) {
    lossGradient.put(0, gradient);
    program.run(forwardEnd, end);
  }

  /** What watched values were in the last forward. */
  Watched results() {
    return results;
  }

  /** The gradients of the loss by watched values in the last backward. */
  Watched slopes() {
    return slopes;
  }

  /** Times each step, on whatever lies in the buffers. */
  List<StepTime> times(int runs) {
    return program.times(runs);
  }

  /** Size of the memory that its tensors share. */
  long bytes() {
    return program.arena().bytes();
  }

  @Override
  public void close() {
    program.close();
  }
}
