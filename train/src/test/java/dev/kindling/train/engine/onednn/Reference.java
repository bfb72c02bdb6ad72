package dev.kindling.train.engine.onednn;

import dev.kindling.datablock.batch.PixelBatch;
import java.util.Map;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph in double precision, without DL4J's own use of oneDNN. */
final class Reference {
  private final ComputationGraph graph;
  private final String output;

  Reference(ComputationGraph single, float[] parameters) {
    single.setParams(Nd4j.createFromArray(parameters));
    this.graph = single.convertDataType(DataType.DOUBLE);
    this.output = graph.getConfiguration().getNetworkOutputs().get(0);
    graph.getConfiguration().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    graph.initGradientsView();
  }

  float[] forward(PixelBatch batch) {
    Map<String, INDArray> activations =
        graph.feedForward(new INDArray[] {inputs(batch)}, true, false);
    return floats(activations.get(output));
  }

  float[] backward(float[] lossGradient, int classes) {
    INDArray gradient =
        Nd4j.createFromArray(lossGradient).castTo(DataType.DOUBLE).reshape(-1, classes);
    graph.backpropGradient(gradient);
    float[] result = floats(graph.getFlattenedGradients());
    graph.clear();
    return result;
  }

  float[] predict(PixelBatch batch) {
    return floats(graph.outputSingle(false, inputs(batch)));
  }

  private static INDArray inputs(PixelBatch batch) {
    return Nd4j.createFromArray(batch.inputs())
        .castTo(DataType.DOUBLE)
        .reshape(
            batch.count(), batch.shape().channels(), batch.shape().height(), batch.shape().width());
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
