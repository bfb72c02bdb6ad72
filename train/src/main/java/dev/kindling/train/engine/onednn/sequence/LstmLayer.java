package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.onednn.sequence.Product.Form;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * One LSTM: its weights, and how it runs through a window. The inputs of all steps are one product;
 * so are the gradients of each matrix.
 */
final class LstmLayer implements AutoCloseable {
  private final int inputs;
  private final int outputs;
  private final Products products;
  private final Gates gates;
  private final DroppedWeights recurrent;
  private final Operand inputWeights;
  private final Operand inputWeightsBack;
  private final Operand bias;
  private final Operand inputGradient;
  private final Operand recurrentGradient;
  private final FloatBuffer gradient;
  private final int biasOffset;
  private final float[] biasSlopes;
  private final Packed packedInput;
  private final Packed packedInputBack;
  private final Packed packedRecurrent;
  private final Packed packedRecurrentBack;

  /** Whether a window's gradients take the place of what is there, or are added. */
  enum Sum {
    FRESH,
    ADDED
  }

  LstmLayer(FlatVectors vectors, int layer, Products products) {
    Span weights = vectors.span(AwdLstm.lstm(layer), "W");
    Span hidden = vectors.span(AwdLstm.lstm(layer), "RW");
    Span biases = vectors.span(AwdLstm.lstm(layer), "b");
    this.inputs = weights.shape().get(1);
    this.outputs = hidden.shape().get(1);
    this.products = products;
    this.gates = new Gates(outputs);
    this.recurrent = new DroppedWeights(vectors, layer, hidden);
    this.inputWeights =
        vectors
            .parameters()
            .operand(
                weights.offset(),
                Descriptions.transposed(Descriptions.FLOAT, inputs, 4L * outputs));
    this.inputWeightsBack = vectors.parameters().matrix(weights.offset(), 4L * outputs, inputs);
    this.bias = vectors.parameters().matrix(biases.offset(), 1, 4L * outputs);
    this.inputGradient = vectors.gradient().matrix(weights.offset(), 4L * outputs, inputs);
    this.recurrentGradient = vectors.gradient().matrix(hidden.offset(), 4L * outputs, outputs);
    this.gradient = vectors.gradientFloats();
    this.biasOffset = biases.offset();
    this.biasSlopes = new float[4 * outputs];
    dnnl_stream stream = products.stream();
    this.packedInput = new Packed(stream);
    this.packedInputBack = new Packed(stream);
    this.packedRecurrent = new Packed(stream);
    this.packedRecurrentBack = new Packed(stream);
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /** Begins a step: parameters may have changed, and masks are new; without draws nothing drops. */
  void begin(Optional<DropoutMasks> draws) {
    recurrent.begin(draws);
    packedInput.outdate();
    packedInputBack.outdate();
    packedRecurrent.outdate();
    packedRecurrentBack.outdate();
  }

  /**
   * Runs a window whose inputs are in place.
   *
   * @param hidden in: h before the first step; out: after the last
   * @param cell in: c before the first step; out: after the last
   * @param then takes each step's output
   */
  void forward(LayerMemory memory, int steps, float[] hidden, float[] cell, Taker then) {
    int rows = memory.inputs().rows();
    Product input = products.of(Form.BIASED, (long) rows * steps, inputs, 4L * outputs);
    input.run(
        memory.inputs().window(steps),
        packedInput.of(inputWeights, input),
        bias,
        memory.sums().window(steps));
    Product next = products.of(Form.PACKED_ADDED, rows, outputs, 4L * outputs);
    Operand weights = packedRecurrent.of(recurrent.forward(), next);
    memory.hidden().put(0, hidden);
    System.arraycopy(cell, 0, memory.cells().at(0), 0, cell.length);
    for (int step = 0; step < steps; step++) {
      next.run(memory.hidden().step(step), weights, memory.sums().step(step));
      int now = step;
      Shares.of(rows, outputs, (from, to) -> gates(memory, now, from, to));
      float[] result = memory.outputs().at(step);
      memory.hidden().put(step + 1, result);
      then.take(step, result);
    }
    System.arraycopy(memory.outputs().at(steps - 1), 0, hidden, 0, hidden.length);
    System.arraycopy(memory.cells().at(steps), 0, cell, 0, cell.length);
  }

  /** From the sums of some rows to their outputs. */
  private void gates(LayerMemory memory, int step, int from, int to) {
    memory.sums().get(step, from, to, memory.gates().at(step));
    gates.forward(
        from,
        to,
        memory.gates().at(step),
        memory.cells().at(step),
        memory.cells().at(step + 1),
        memory.curved().at(step),
        memory.outputs().at(step));
  }

  /** Takes the output of a step. */
  interface Taker {
    void take(int step, float[] output);
  }

  /** Runs the last window backward, from the slopes of its outputs, which it overwrites. */
  void backward(LayerMemory memory, int steps, Sum sum) {
    int rows = memory.inputs().rows();
    Product back = products.of(Form.PACKED, rows, 4L * outputs, outputs);
    Operand weights = packedRecurrentBack.of(recurrent.backward(), back);
    float[] cellSlopes = new float[rows * outputs];
    float[] gateSlopes = new float[4 * rows * outputs];
    float[] fromNext = new float[rows * outputs];
    if (sum == Sum.FRESH) {
      Arrays.fill(biasSlopes, 0);
    }
    for (int step = steps - 1; step >= 0; step--) {
      float[] slopes = memory.slopes().at(step);
      if (step < steps - 1) {
        memory.recurrentSlopes().get(0, fromNext);
        Vectors.add(slopes, fromNext);
      }
      int now = step;
      Shares.of(
          rows,
          outputs,
          (from, to) ->
              gates.backward(
                  from,
                  to,
                  memory.gates().at(now),
                  memory.cells().at(now),
                  memory.curved().at(now),
                  slopes,
                  cellSlopes,
                  gateSlopes));
      Vectors.addRows(gateSlopes, biasSlopes);
      memory.gateSlopes().put(step, gateSlopes);
      if (step > 0) {
        back.run(memory.gateSlopes().step(step), weights, memory.recurrentSlopes().step(0));
      }
    }
    writeGradients(memory, rows, steps, sum);
  }

  private void writeGradients(LayerMemory memory, int rows, int steps, Sum sum) {
    long tokens = (long) rows * steps;
    Form form = sum == Sum.FRESH ? Form.TRANSPOSED : Form.TRANSPOSED_ADDED;
    Operand slopes = memory.gateSlopes().transposed(steps);
    products
        .of(form, 4L * outputs, tokens, inputs)
        .run(slopes, memory.inputs().window(steps), inputGradient);
    products
        .of(form, 4L * outputs, tokens, outputs)
        .run(slopes, memory.hidden().window(steps), recurrentGradient);
    gradient.put(biasOffset, biasSlopes);
    Product back = products.of(Form.PACKED, tokens, 4L * outputs, inputs);
    back.run(
        memory.gateSlopes().window(steps),
        packedInputBack.of(inputWeightsBack, back),
        memory.inputSlopes().window(steps));
  }

  /** Ends a step after its last backward. */
  void end() {
    recurrent.end();
  }

  @Override
  public void close() {
    recurrent.close();
    packedInput.close();
    packedInputBack.close();
    packedRecurrent.close();
    packedRecurrentBack.close();
  }
}
