package dev.kindling.train.text;

import dev.kindling.train.layer.GivenDropout;
import dev.kindling.train.layer.SharedEmbedding;
import dev.kindling.train.layer.TiedDecoder;
import dev.kindling.train.layer.WeightDrop;
import dev.kindling.train.layer.WindowedGraph;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Lays an {@link AwdLstm} out as a DL4J graph of DL4J's own LSTMs and dropout layers. Input: {@code
 * tokens [rows, steps]}. Outputs: the decoder's logits {@code [rows, vocab, steps]}, and the last
 * layer's raw features {@code [rows, embedding, steps]}, through which the penalties' gradient
 * comes in: DL4J takes none from outside at a vertex that others read.
 */
final class AwdLstmGraph {
  private static final String INPUT = "tokens";

  private final AwdLstm model;
  private final GraphBuilder graph;

  AwdLstmGraph(AwdLstm model, DataType type) {
    this.model = model;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .weightInit(WeightInit.ZERO)
            .graphBuilder()
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(Integer.MAX_VALUE)
            .addInputs(INPUT);
  }

  WindowedGraph build() {
    graph.addLayer(AwdLstm.EMBEDDING, SharedEmbedding.of(model.vocab(), model.embedding()), INPUT);
    String last = dropout(AwdLstm.WORD_DROPOUT, AwdLstm.EMBEDDING);
    last = dropout(AwdLstm.INPUT_DROPOUT, last);
    for (int layer = 0; layer < model.layers(); layer++) {
      graph.addLayer(AwdLstm.lstm(layer), lstm(layer), last);
      last = dropout(AwdLstm.dropout(layer), AwdLstm.lstm(layer));
    }
    graph
        .addVertex(AwdLstm.DECODER, new TiedDecoder(AwdLstm.EMBEDDING, model.vocab()), last)
        .addVertex(AwdLstm.FEATURES, new ScaleVertex(1), AwdLstm.lstm(model.layers() - 1))
        .setOutputs(AwdLstm.DECODER, AwdLstm.FEATURES)
        .validateOutputLayerConfig(false);
    WindowedGraph built = new WindowedGraph(graph.build());
    built.init();
    return built;
  }

  private String dropout(String name, String input) {
    graph.addLayer(name, new DropoutLayer(new GivenDropout()), input);
    return name;
  }

  private LSTM lstm(int layer) {
    return new LSTM.Builder()
        .nIn(model.inputs(layer))
        .nOut(model.outputs(layer))
        .activation(Activation.TANH)
        .forgetGateBiasInit(0)
        .weightNoise(new WeightDrop())
        .build();
  }
}
