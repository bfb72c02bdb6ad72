package dev.kindling.bench.training;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.ImageArchitecture;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One of our models as DL4J trains it by itself: with its own updater and output layer. */
final class Dl4jGraph {
  private static final String HEAD = "logits";
  private static final String OUTPUT = "output";

  private Dl4jGraph() {}

  /** The model with our initial parameters. */
  static ComputationGraph of(
      ImageArchitecture architecture, int size, int classes, Seed seed, IUpdater updater) {
    ComputationGraph body = architecture.graph(size, size);
    ParameterLayout layout = Nd4jEngine.of(body, classes).layout();
    body.setParams(
        Nd4j.create(architecture.initialParameters(layout, seed)).reshape(1, layout.size()));
    FeedForwardLayer head = (FeedForwardLayer) body.getLayer(HEAD).conf().getLayer();
    return new TransferLearning.GraphBuilder(body)
        .fineTuneConfiguration(new FineTuneConfiguration.Builder().updater(updater).build())
        .removeVertexAndConnections(HEAD)
        .addLayer(
            OUTPUT,
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(head.getNIn())
                .nOut(head.getNOut())
                .activation(Activation.SOFTMAX)
                .build(),
            "pool")
        .setOutputs(OUTPUT)
        .build();
  }
}
