package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.model.ImageArchitecture;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a model as DL4J does, on ND4J's CPU backend with DL4J's oneDNN kernels (see {@link
 * OneDnnHelpers}): the reference that every other engine must agree with.
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

  /** What a forward keeps for its backward, by layer; empty when no backward is due. */
  private Map<String, INDArray> activations = Map.of();

  private Set<String> watched = Set.of();

  private Nd4jEngine(ComputationGraph graph, int classes) {
    requireHostMemory();
    this.graph = graph;
    this.output = graph.getConfiguration().getNetworkOutputs().get(0);
    this.classes = classes;
    this.layout = GraphLayout.of(graph);
    graph.initGradientsView();
    this.parameters = view(graph.params());
    this.gradient = view(graph.getFlattenedGradients());
  }

  /** An engine for that model; its parameters are all zero. */
  public static Nd4jEngine of(ImageArchitecture architecture, int imageSize) {
    OneDnnHelpers.allow();
    return new Nd4jEngine(architecture.graph(imageSize, imageSize), architecture.classes());
  }

  /** An engine for a graph with one output, logits for that many classes; takes it over. */
  public static Nd4jEngine of(ComputationGraph graph, int classes) {
    return new Nd4jEngine(graph, classes);
  }

  static void requireHostMemory() {
    if (!Nd4j.getEnvironment().isCPU()) {
      throw new IllegalStateException(
          "Nd4jEngine shares its parameters with the optimizer in host memory, which the ND4J backend %s does not allow yet; put nd4j-native on the class path"
              .formatted(Nd4j.getBackend().getClass().getSimpleName()));
    }
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
    release();
    INDArray[] inputs = {tensor(batch.pixels())};
    activations = graph.feedForward(inputs, true, false);
    return values(requireNonNull(activations.get(output), output));
  }

  @Override
  public void backward(float[] lossGradient) {
    if (activations.isEmpty()) {
      throw new IllegalStateException("backward() needs a forward() before it, once for each");
    }
    graph.backpropGradient(Nd4j.createFromArray(lossGradient).reshape(-1, classes));
    release();
  }

  /**
   * Frees the activations at once. They lie outside the heap, more than 100 MB for a batch, where
   * the garbage collector does not see their size.
   */
  private void release() {
    graph.clear();
    for (INDArray activation : activations.values()) {
      if (activation.closeable()) {
        activation.close();
      }
    }
    activations = Map.of();
  }

  @Override
  public float[] predict(Batch batch) {
    release();
    return values(graph.outputSingle(false, tensor(batch.pixels())));
  }

  @Override
  public void close() {
    release();
  }

  @Override
  public void watch(Set<String> layers) {
    for (String layer : layers) {
      if (graph.getVertex(layer) == null) {
        throw new IllegalArgumentException("The model has no layer \"%s\"".formatted(layer));
      }
    }
    watched = Set.copyOf(layers);
  }

  @Override
  public Activations activations(String layer) {
    INDArray found = activations.get(layer);
    if (!watched.contains(layer) || found == null) {
      throw new IllegalStateException(
          "Layer %s can be read if it is watched, between forward() and backward()"
              .formatted(layer));
    }
    return new Activations(
        values(found), LongStream.of(found.shape()).mapToObj(Math::toIntExact).toList());
  }

  private static float[] values(INDArray logits) {
    return logits.dup('c').data().asFloat();
  }

  private static INDArray tensor(PixelBatch batch) {
    if (batch.layout() != Layout.NCHW) {
      throw new IllegalArgumentException("Nd4jEngine takes NCHW batches, got " + batch.layout());
    }
    Shape s = batch.shape();
    return Nd4j.create(
        batch.inputs(), new long[] {s.count(), s.channels(), s.height(), s.width()}, 'c');
  }
}
