package dev.kindling.bench.training;

import dev.kindling.bench.turns.Turns;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.ImageArchitecture;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * DL4J as a contestant: the same graph, trained by its own {@code fit} with its own updater and
 * output layer, its oneDNN kernels off as they come. Arguments: model, batch, size, work.
 */
final class Dl4jTurns {
  private static final String HEAD = "logits";
  private static final String OUTPUT = "output";

  private Dl4jTurns() {}

  public static void main(String[] arguments) {
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
    Workload load = Workload.of(arguments);
    ImageArchitecture architecture = load.architecture();
    ComputationGraph body = architecture.graph(load.size(), load.size());
    ParameterLayout layout = Nd4jEngine.of(body, Workload.CLASSES).layout();
    body.setParams(
        Nd4j.create(architecture.initialParameters(layout, new Seed(1))).reshape(1, layout.size()));
    ComputationGraph graph = withOutputLayer(body);
    DataSet data = data(load.batch());
    Turns.serve(
        layout.learnedSize(),
        load.trains()
            ? () -> graph.fit(data)
            : () -> graph.outputSingle(false, data.getFeatures()));
  }

  private static ComputationGraph withOutputLayer(ComputationGraph body) {
    FeedForwardLayer head = (FeedForwardLayer) body.getLayer(HEAD).conf().getLayer();
    return new TransferLearning.GraphBuilder(body)
        .fineTuneConfiguration(
            new FineTuneConfiguration.Builder().updater(new Nesterovs(0.01, 0.9)).build())
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

  private static DataSet data(PixelBatch batch) {
    INDArray images =
        Nd4j.create(
            batch.inputs(),
            new long[] {
              batch.count(), batch.shape().channels(), batch.shape().height(), batch.shape().width()
            },
            'c');
    INDArray wanted = Nd4j.zeros(batch.count(), Workload.CLASSES);
    for (int item = 0; item < batch.count(); item++) {
      wanted.putScalar(item, batch.targets()[item], 1);
    }
    return new DataSet(images, wanted);
  }
}
