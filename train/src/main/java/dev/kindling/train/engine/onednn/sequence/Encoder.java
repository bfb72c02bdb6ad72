package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.onednn.sequence.LstmLayer.Sum;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What language models and classifiers of texts share: embedding and LSTM layers, run window by
 * window with the state carried on. A step of training is {@link #begin}, any number of windows,
 * each followed by its backward, and {@link #end}.
 */
final class Encoder implements AutoCloseable {
  private final AwdLstm architecture;
  private final Products products;
  private final WordRows words;
  private final List<LstmLayer> layers = new ArrayList<>();
  private final State state;
  private WindowShape shape = WindowShape.NONE;
  private Optional<LayerMemory.Shared> shared = Optional.empty();
  private final List<LayerMemory> memories = new ArrayList<>();
  private Masks masks = Masks.none(0);
  private Optional<DropoutMasks> draws = Optional.empty();
  private int[] tokens = new int[0];
  private int steps;

  Encoder(AwdLstm architecture, FlatVectors vectors, Products products) {
    this.architecture = architecture;
    this.products = products;
    this.words = new WordRows(vectors);
    this.state = new State(architecture);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      layers.add(new LstmLayer(vectors, layer, products));
    }
  }

  /** h and c, carried from window to window. */
  State state() {
    return state;
  }

  /** The embedding. */
  WordRows words() {
    return words;
  }

  /**
   * Begins a step.
   *
   * @param drawn what is dropped; empty to drop nothing
   * @param keys of the rows
   */
  void begin(Optional<DropoutMasks> drawn, List<String> keys) {
    draws = drawn;
    masks =
        drawn.map(d -> Masks.of(d, architecture, keys)).orElse(Masks.none(architecture.layers()));
    layers.forEach(layer -> layer.begin(drawn));
  }

  /**
   * Runs a window.
   *
   * @param window token ids {@code [rows, steps]} row-major
   * @return the last layer's output at each step, {@code [rows, embedding]}; live
   */
  Steps run(int[] window, int rows) {
    words.check(window);
    tokens = window;
    steps = window.length / rows;
    state.rows(rows);
    prepare(new WindowShape(rows, steps, draws.isPresent()));
    embed(rows);
    for (int layer = 0; layer < layers.size(); layer++) {
      layers
          .get(layer)
          .forward(memories.get(layer), steps, state.hidden(layer), state.cell(layer), next(layer));
    }
    return last().outputs();
  }

  private LayerMemory last() {
    return memories.get(memories.size() - 1);
  }

  private void embed(int rows) {
    int features = architecture.embedding();
    float[] inputs = new float[rows * features];
    for (int step = 0; step < steps; step++) {
      for (int row = 0; row < rows; row++) {
        int token = tokens[row * steps + step];
        words.read(token, masks.word(token), inputs, row * features);
      }
      masks.input(inputs);
      memories.get(0).inputs().put(step, inputs);
    }
  }

  /** Hands a layer's output, dropped, to the layer above. */
  private LstmLayer.Taker next(int layer) {
    if (layer == layers.size() - 1) {
      return (step, output) -> {};
    }
    Track inputs = memories.get(layer + 1).inputs();
    float[] mask = masks.hidden(layer);
    if (mask.length == 0) {
      return inputs::put;
    }
    float[] dropped = new float[mask.length];
    return (step, output) -> {
      Vectors.multiply(output, mask, dropped);
      inputs.put(step, dropped);
    };
  }

  /** Where the gradient by each step's output is to be written before {@link #backward}. */
  Steps slopes() {
    return last().slopes();
  }

  /** Runs the last window backward. The gradient of the embedding is added to what is there. */
  void backward(Sum sum) {
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      LayerMemory memory = memories.get(layer);
      layers.get(layer).backward(memory, steps, sum);
      if (layer > 0) {
        hand(memory.inputSlopes(), memories.get(layer - 1).slopes(), masks.hidden(layer - 1));
      } else {
        collect(memory.inputSlopes());
      }
    }
  }

  private void hand(Track from, Steps to, float[] mask) {
    for (int step = 0; step < steps; step++) {
      float[] slopes = to.at(step);
      from.get(step, slopes);
      if (mask.length > 0) {
        Vectors.multiply(slopes, mask);
      }
    }
  }

  private void collect(Track from) {
    int features = architecture.embedding();
    int rows = from.rows();
    float[] slopes = new float[rows * features];
    for (int step = 0; step < steps; step++) {
      from.get(step, slopes);
      masks.input(slopes);
      for (int row = 0; row < rows; row++) {
        int token = tokens[row * steps + step];
        words.add(token, masks.word(token), slopes, row * features);
      }
    }
  }

  /** Ends a step of training. */
  void end() {
    layers.forEach(LstmLayer::end);
  }

  private void prepare(WindowShape wanted) {
    if (shape.holds(wanted)) {
      return;
    }
    WindowShape larger = shape.and(wanted);
    release();
    int widest = layers.stream().mapToInt(LstmLayer::outputs).max().orElseThrow();
    int most = layers.stream().mapToInt(LstmLayer::inputs).max().orElseThrow();
    LayerMemory.Shared common = LayerMemory.Shared.of(larger, products.type(), most, widest);
    shared = Optional.of(common);
    for (LstmLayer layer : layers) {
      memories.add(
          LayerMemory.of(
              larger, common, products.type(), layer.inputs(), layer.outputs(), products.stream()));
    }
    shape = larger;
  }

  private void release() {
    memories.forEach(LayerMemory::close);
    memories.clear();
    shared.ifPresent(LayerMemory.Shared::close);
    shared = Optional.empty();
    shape = WindowShape.NONE;
  }

  @Override
  public void close() {
    release();
    layers.forEach(LstmLayer::close);
  }
}
