package dev.kindling.train.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Logits of tokens, {@code [rows, features, steps]} to {@code [rows, vocab, steps]}: the features
 * times the rows of a {@link SharedEmbedding}'s matrix, plus a bias {@code b [vocab]}, which is its
 * only parameter.
 *
 * <p>Press, Wolf: "Using the output embedding to improve language models", 2017.
 */
public final class TiedDecoder extends GraphVertex {
  private static final long serialVersionUID = 1;

  private final String embedding;
  private final int vocab;

  /**
   * A decoder tied to an embedding of the same graph.
   *
   * @param embedding name of the {@link SharedEmbedding}
   * @param vocab tokens that it embeds
   */
  public TiedDecoder(
      @JsonProperty("embedding") String embedding, @JsonProperty("vocab") int vocab) {
    this.embedding = embedding;
    this.vocab = vocab;
  }

  /** Name of the embedding. */
  @JsonProperty
  public String embedding() {
    return embedding;
  }

  /** Tokens told apart. */
  @JsonProperty
  public int vocab() {
    return vocab;
  }

  @Override
  public TiedDecoderVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    if (initialise) {
      parameters.assign(0);
    }
    return new TiedDecoderVertex(graph, name, index, parameters, embedding, type);
  }

  @Override
  public long numParams(boolean backprop) {
    return vocab;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return InputType.recurrent(vocab);
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(
            "", TiedDecoder.class, inputs[0], getOutputType(-1, inputs))
        .standardMemory(vocab, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  @SuppressWarnings("MissingSuperCall")
  public TiedDecoder clone() {
    return new TiedDecoder(embedding, vocab);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TiedDecoder decoder
        && decoder.embedding.equals(embedding)
        && decoder.vocab == vocab;
  }

  @Override
  public int hashCode() {
    return Objects.hash(embedding, vocab);
  }
}
