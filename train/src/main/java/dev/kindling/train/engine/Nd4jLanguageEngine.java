package dev.kindling.train.engine;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a language model as DL4J does, on ND4J's CPU backend: the reference that every other engine
 * must agree with. Right before fast: it runs every LSTM twice forward for each backward, as DL4J
 * does, and holds one matrix of {@code rows * steps * vocab} floats.
 *
 * <p>Not thread-safe. Deterministic for a fixed number of OpenMP threads on one kind of CPU.
 */
public final class Nd4jLanguageEngine implements LanguageEngine {
  private final AwdLstm model;
  private final LanguageGraph graph;
  private final ParameterLayout layout;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;

  private Nd4jLanguageEngine(AwdLstm model) {
    this.model = model;
    this.graph = new LanguageGraph(model, DataType.FLOAT);
    this.layout = model.layout();
    this.parameters = view(graph.graph().params());
    this.gradient = view(graph.graph().getFlattenedGradients());
  }

  /** An engine for that model; its parameters are all zero. */
  public static Nd4jLanguageEngine of(AwdLstm model) {
    Nd4jEngine.requireHostMemory();
    return new Nd4jLanguageEngine(model);
  }

  private static FloatBuffer view(INDArray flat) {
    FloatPointer pointer = new FloatPointer(flat.data().addressPointer());
    pointer.capacity(flat.length());
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public String name() {
    return Nd4jEngine.NAME;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public FloatBuffer parameters() {
    return parameters.duplicate();
  }

  @Override
  public FloatBuffer gradient() {
    return gradient.duplicate();
  }

  @Override
  public TokenScores forward(TokenBatch window, Seed draws) {
    return graph.forward(window, new DropoutMasks(model.dropouts(), draws));
  }

  @Override
  public void backward(double scale) {
    graph.backward(scale);
  }

  @Override
  public TokenScores evaluate(TokenBatch window) {
    return graph.evaluate(window);
  }

  @Override
  public float[] predict(TokenBatch window) {
    try (INDArray logits = graph.predict(window)) {
      return logits.data().asFloat();
    }
  }

  @Override
  public float[] state() {
    double[] values = graph.state().values();
    float[] state = new float[values.length];
    IntStream.range(0, state.length).forEach(i -> state[i] = (float) values[i]);
    return state;
  }

  @Override
  public void state(float[] values) {
    double[] state = new double[values.length];
    Arrays.setAll(state, i -> values[i]);
    graph.state().restore(state);
  }

  @Override
  public void close() {
    graph.release();
  }
}
