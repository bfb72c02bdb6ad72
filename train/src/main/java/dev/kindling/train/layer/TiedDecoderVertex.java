package dev.kindling.train.layer;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link TiedDecoder} at work. Logits of one step lie together: {@code [rows, vocab, steps]} is a
 * view of {@code [rows * steps, vocab]} row-major, which over a large vocabulary is the only copy.
 */
final class TiedDecoderVertex extends BaseGraphVertex {
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  private final String embedding;
  private final INDArray bias;
  private @Nullable INDArray gradient;

  TiedDecoderVertex(
      ComputationGraph graph,
      String name,
      int index,
      INDArray bias,
      String embedding,
      DataType type) {
    super(graph, name, index, null, null, type);
    this.embedding = embedding;
    this.bias = bias;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray features = stepByStep(inputs[0]);
    INDArray logits =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            features.dataType(),
            new long[] {bias.length(), features.rows()},
            'f');
    Nd4j.gemm(embedding().matrix(), features, logits, false, true, 1, 0);
    logits.addiColumnVector(bias.reshape(bias.length(), 1));
    return byRow(logits);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    INDArray errors = stepByStep(epsilon);
    INDArray features = stepByStep(inputs[0]);
    INDArray ofBias = requireNonNull(gradient, "gradient");
    ofBias.assign(errors.sum(0));
    embedding().share(ofMatrix(features, errors));
    INDArray next =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            features.dataType(),
            new long[] {features.columns(), features.rows()},
            'f');
    Nd4j.gemm(embedding().matrix(), errors, next, true, true, 1, 0);
    Gradient own = new DefaultGradient();
    own.setGradientFor(BIAS, ofBias);
    return new Pair<>(own, new INDArray[] {byRow(next)});
  }

  private static INDArray ofMatrix(INDArray features, INDArray errors) {
    try (MemoryWorkspace none = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      INDArray transposed =
          Nd4j.createUninitialized(
              features.dataType(), new long[] {features.columns(), errors.columns()}, 'f');
      Nd4j.gemm(features, errors, transposed, true, false, 1, 0);
      return transposed.transpose();
    }
  }

  /** {@code [rows, features, steps]} as {@code [rows * steps, features]}. */
  private static INDArray stepByStep(INDArray array) {
    return array.permute(0, 2, 1).reshape('c', array.size(0) * array.size(2), array.size(1));
  }

  /** {@code [features, rows * steps]}, column-major, as {@code [rows, features, steps]}. */
  private INDArray byRow(INDArray array) {
    long rows = inputs[0].size(0);
    return array
        .transpose()
        .reshape('c', rows, array.columns() / rows, array.rows())
        .permute(0, 2, 1);
  }

  private SharedEmbeddingLayer embedding() {
    return (SharedEmbeddingLayer) graph.getLayer(embedding);
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradient = view;
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backprop) {
    return Map.of(BIAS, bias);
  }

  @Override
  public INDArray params() {
    return bias;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  @SuppressWarnings("NullAway") // as every vertex of DL4J that is no layer
  public Layer getLayer() {
    return null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int rows) {
    throw new UnsupportedOperationException("TiedDecoder takes no masks: give it real steps only");
  }

  @Override
  public String toString() {
    return "TiedDecoderVertex(%s, tied to %s)".formatted(getVertexName(), embedding);
  }
}
