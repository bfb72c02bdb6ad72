package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.model.Architecture;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a model as DL4J does, on whichever ND4J backend is on the class path: the reference that
 * every other engine must agree with. On the CPU it runs with DL4J's oneDNN kernels, see {@link
 * OneDnnHelpers}.
 *
 * <p>Not thread-safe. Deterministic for a fixed number of OpenMP threads on one kind of CPU.
 */
public final class Nd4jEngine implements Engine {
  /** Its name in settings. */
  public static final String NAME = "nd4j";

  private final ComputationGraph graph;
  private final String output;
  private final int classes;
  private final ParameterLayout layout;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private boolean forwarded;

  private Nd4jEngine(ComputationGraph graph, int classes) {
    this.graph = graph;
    this.output = graph.getConfiguration().getNetworkOutputs().get(0);
    this.classes = classes;
    this.layout = GraphLayout.of(graph);
    graph.initGradientsView();
    this.parameters = view(graph.params());
    this.gradient = view(graph.getFlattenedGradients());
  }

  /** An engine for that model; its parameters are all zero. */
  public static Nd4jEngine of(Architecture architecture, int imageSize) {
    OneDnnHelpers.allow();
    return new Nd4jEngine(architecture.graph(imageSize, imageSize), architecture.classes());
  }

  /** An engine for a graph with one output, logits for that many classes; takes it over. */
  public static Nd4jEngine of(ComputationGraph graph, int classes) {
    return new Nd4jEngine(graph, classes);
  }

  private FloatBuffer view(INDArray flat) {
    FloatPointer pointer = new FloatPointer(flat.data().addressPointer());
    pointer.capacity(layout.size());
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public String name() {
    return NAME;
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
  public float[] forward(Batch batch) {
    INDArray[] inputs = {tensor(batch)};
    INDArray logits = graph.feedForward(inputs, true, false).get(output);
    forwarded = true;
    return values(requireNonNull(logits, output));
  }

  @Override
  public void backward(float[] lossGradient) {
    if (!forwarded) {
      throw new IllegalStateException("backward() needs a forward() before it, once for each");
    }
    forwarded = false;
    graph.backpropGradient(Nd4j.createFromArray(lossGradient).reshape(-1, classes));
    graph.clear();
  }

  @Override
  public float[] predict(Batch batch) {
    return values(graph.outputSingle(false, tensor(batch)));
  }

  @Override
  public void close() {
    graph.clear();
  }

  private static float[] values(INDArray logits) {
    return logits.dup('c').data().asFloat();
  }

  private static INDArray tensor(Batch batch) {
    if (batch.layout() != Layout.NCHW) {
      throw new IllegalArgumentException("Nd4jEngine takes NCHW batches, got " + batch.layout());
    }
    Shape s = batch.shape();
    return Nd4j.create(
        batch.inputs(), new long[] {s.count(), s.channels(), s.height(), s.width()}, 'c');
  }
}
