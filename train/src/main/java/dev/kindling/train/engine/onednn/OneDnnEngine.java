package dev.kindling.train.engine.onednn;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Activations;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.GraphLayout;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.UnavailableEngineException;
import dev.kindling.train.model.ImageArchitecture;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a model through oneDNN's primitives over the graph's own flat parameters, on a CPU.
 *
 * <p>For each shape of batch it compiles a plan: primitives, channels-last buffers and their places
 * are made once, and steps reuse them. Gives the loss and gradients of {@link Nd4jEngine} within
 * rounding; with {@link Precision#BF16} within a bound that {@code docs/measurements.md} states.
 *
 * <p>Not thread-safe. Deterministic for a fixed number of OpenMP threads on one kind of CPU.
 */
public final class OneDnnEngine implements Engine {
  /** Its name in settings. */
  public static final String NAME = "onednn";

  /** Full and last batches of training and of validation, and some to spare. */
  private static final int PLANS_KEPT = 6;

  /** Evaluation draws nothing. */
  private static final Seed UNUSED = new Seed(0);

  private final ComputationGraph graph;
  private final Precision precision;
  private final ParameterLayout layout;
  private final FlatVectors vectors;
  private final Network network;
  private final Network evaluation;
  private final Map<Key, Plan> plans = new LinkedHashMap<>(16, 0.75f, true);
  private Optional<Plan> awaitingBackward = Optional.empty();
  private Optional<Plan> forwarded = Optional.empty();
  private Optional<Plan> backwarded = Optional.empty();
  private Set<String> watched = Set.of();

  private record Key(Plan.Input input, boolean training) {}

  private OneDnnEngine(ComputationGraph graph, Precision precision) {
    OneDnn.require(precision);
    this.graph = graph;
    this.precision = precision;
    this.layout = GraphLayout.of(graph);
    graph.initGradientsView();
    this.vectors =
        new FlatVectors(layout, pointer(graph.params()), pointer(graph.getFlattenedGradients()));
    this.network = GraphReader.read(graph.getConfiguration());
    this.evaluation = Fusion.forEvaluation(network);
  }

  /**
   * An engine for that model; its parameters are all zero.
   *
   * @throws UnsupportedLayerException if the model has a layer that cannot run here
   * @throws UnavailableEngineException if this processor cannot multiply in that precision
   * @throws LinkageError if oneDNN cannot be loaded
   */
  public static OneDnnEngine of(
      ImageArchitecture architecture, int imageSize, Precision precision) {
    return new OneDnnEngine(architecture.graph(imageSize, imageSize), precision);
  }

  /**
   * Makes sure that {@link #of} would succeed on this machine.
   *
   * @throws UnsupportedLayerException if the model has a layer that cannot run here
   * @throws UnavailableEngineException if this processor cannot multiply in that precision
   * @throws LinkageError if oneDNN cannot be loaded
   */
  public static void check(ImageArchitecture architecture, int imageSize, Precision precision) {
    OneDnn.require(precision);
    GraphReader.read(architecture.graph(imageSize, imageSize).getConfiguration());
  }

  /** As above, for a graph with one input and one output; takes it over. */
  public static OneDnnEngine of(ComputationGraph graph, Precision precision) {
    return new OneDnnEngine(graph, precision);
  }

  /** Whether this processor multiplies bf16 by itself; the others would be slower than in fp32. */
  public static boolean multipliesBf16() {
    return OneDnn.multipliesBf16();
  }

  private static FloatPointer pointer(INDArray flat) {
    FloatPointer pointer = new FloatPointer(flat.data().addressPointer());
    pointer.capacity(flat.length());
    return pointer;
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
    return floats(vectors.parameters());
  }

  @Override
  public FloatBuffer gradient() {
    return floats(vectors.gradient());
  }

  private static FloatBuffer floats(FloatPointer pointer) {
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public float[] forward(Batch batch) {
    return forward(batch, UNUSED);
  }

  @Override
  public float[] forward(Batch batch, Seed seed) {
    Plan plan = plan(batch, true);
    awaitingBackward = Optional.of(plan);
    forwarded = awaitingBackward;
    backwarded = Optional.empty();
    return plan.forward(batch.pixels(), seed);
  }

  @Override
  public void backward(float[] lossGradient) {
    Plan plan =
        awaitingBackward.orElseThrow(
            () ->
                new IllegalStateException("backward() needs a forward() before it, once for each"));
    backwarded = awaitingBackward;
    awaitingBackward = Optional.empty();
    plan.backward(lossGradient);
  }

  @Override
  public float[] predict(Batch batch) {
    forget();
    return plan(batch, false).forward(batch.pixels(), UNUSED);
  }

  /**
   * Where the time goes: every step of forward and backward, in order, timed. The gradient is
   * overwritten.
   *
   * @param runs to take the mean of, after the batch ran once
   */
  public List<StepTime> trainingTimes(Batch batch, int runs) {
    backward(new float[forward(batch).length]);
    return plan(batch, true).times(runs);
  }

  /** As above, for forward in evaluation mode. */
  public List<StepTime> predictionTimes(Batch batch, int runs) {
    predict(batch);
    return plan(batch, false).times(runs);
  }

  @Override
  public void watch(Set<String> layers) {
    for (String layer : layers) {
      if (network.nodes().stream().noneMatch(node -> node.output().equals(layer))) {
        throw new IllegalArgumentException(
            "The model has no layer \"%s\"; it has %s"
                .formatted(layer, network.nodes().stream().map(Node::output).toList()));
      }
    }
    if (!layers.equals(watched)) {
      watched = Set.copyOf(layers);
      forget();
      plans.values().forEach(Plan::close);
      plans.clear();
    }
  }

  @Override
  public Activations activations(String layer) {
    return forwarded.orElseThrow(() -> nothingYet("forward")).results().read(layer);
  }

  @Override
  public Activations activationGradient(String layer) {
    return backwarded.orElseThrow(() -> nothingYet("backward")).slopes().read(layer);
  }

  private static IllegalStateException nothingYet(String pass) {
    return new IllegalStateException("Activations can be read after %s()".formatted(pass));
  }

  private void forget() {
    awaitingBackward = Optional.empty();
    forwarded = Optional.empty();
    backwarded = Optional.empty();
  }

  private Plan plan(Batch batch, boolean train) {
    PixelBatch pixels = batch.pixels();
    Key key = new Key(new Plan.Input(pixels.shape(), pixels.layout()), train);
    Plan plan = plans.get(key);
    if (plan == null) {
      plan =
          train
              ? Plan.training(
                  Fusion.forTraining(network, watched), vectors, key.input(), precision, watched)
              : Plan.evaluation(evaluation, vectors, key.input(), precision);
      plans.put(key, plan);
      dropOldest();
    }
    return plan;
  }

  private void dropOldest() {
    if (plans.size() > PLANS_KEPT) {
      Iterator<Plan> oldestFirst = plans.values().iterator();
      oldestFirst.next().close();
      oldestFirst.remove();
    }
  }

  @Override
  public void close() {
    forget();
    plans.values().forEach(Plan::close);
    plans.clear();
    graph.clear();
  }
}
