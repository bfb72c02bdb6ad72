package dev.kindling.bench.training;

import dev.kindling.bench.turns.Turns;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Nd4jEngine;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * DL4J as a contestant: the same graph, trained by its own {@code fit} with its own updater and
 * output layer, its oneDNN kernels off as they come. Arguments: model, batch, size, work.
 */
final class Dl4jTurns {
  private Dl4jTurns() {}

  public static void main(String[] arguments) {
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
    Workload load = Workload.of(arguments);
    ComputationGraph graph =
        Dl4jGraph.of(
            load.architecture(),
            load.size(),
            Workload.CLASSES,
            new Seed(1),
            new Nesterovs(0.01, 0.9));
    DataSet data = data(load.batch());
    Turns.serve(
        learned(load),
        load.trains()
            ? () -> graph.fit(data)
            : () -> graph.outputSingle(false, data.getFeatures()));
  }

  /** Numbers that training moves. */
  private static int learned(Workload load) {
    ComputationGraph graph = load.architecture().graph(load.size(), load.size());
    return Nd4jEngine.of(graph, Workload.CLASSES).layout().learnedSize();
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
