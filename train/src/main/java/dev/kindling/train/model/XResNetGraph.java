package dev.kindling.train.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * Lays an {@link XResNet} out as a DL4J graph, from the stem up. One use each: every method adds
 * layers to the same builder and returns the name of the last.
 */
final class XResNetGraph {
  private static final String INPUT = "image";
  private static final String LOGITS = "logits";
  private static final String LAST_NORM = ".last.norm";
  private static final double EPSILON = 1e-5;
  private static final double RUNNING_DECAY = 0.9;

  private final XResNet model;
  private final GraphBuilder graph;

  XResNetGraph(XResNet model) {
    this.model = model;
    this.graph =
        new NeuralNetConfiguration.Builder()
            .weightInit(WeightInit.ZERO)
            .graphBuilder()
            .addInputs(INPUT);
  }

  /** Whether the layer is a block's last batch norm, whose scale starts at zero. */
  static boolean endsBlock(String layer) {
    return layer.endsWith(LAST_NORM);
  }

  ComputationGraph build() {
    List<Integer> widths = model.variant().widths();
    int channels = widths.get(0);
    String last = stem(channels);
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int block = 0; block < model.variant().blocks().get(stage); block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "stage%d.block%d".formatted(stage, block);
        last = block(name, last, channels, widths.get(stage), stride);
        channels = widths.get(stage) * model.variant().expansion();
      }
    }
    head(last, channels);
    ComputationGraphConfiguration configuration = graph.build();
    ComputationGraph built = new ComputationGraph(configuration);
    built.init();
    return built;
  }

  private String stem(int width) {
    String first =
        unit("stem0", INPUT, new Convolution(model.channels(), (model.channels() + 1) * 8, 3, 2));
    String second = unit("stem1", first, new Convolution((model.channels() + 1) * 8, width, 3, 1));
    String third = unit("stem2", second, new Convolution(width, width, 3, 1));
    graph.addLayer(
        "stem.pool",
        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
            .kernelSize(3, 3)
            .stride(2, 2)
            .padding(1, 1)
            .build(),
        third);
    return "stem.pool";
  }

  private String block(String name, String input, int channels, int width, int stride) {
    int expansion = model.variant().expansion();
    int outputs = width * expansion;
    String path = input;
    if (expansion == 1) {
      path = unit(name + ".first", path, new Convolution(channels, width, 3, stride));
      path = normed(name + ".last", path, new Convolution(width, outputs, 3, 1));
    } else {
      path = unit(name + ".first", path, new Convolution(channels, width, 1, 1));
      path = unit(name + ".middle", path, new Convolution(width, width, 3, stride));
      path = normed(name + ".last", path, new Convolution(width, outputs, 1, 1));
    }
    String shortcut = shortcut(name + ".shortcut", input, channels, outputs, stride);
    graph.addVertex(name + ".sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), path, shortcut);
    return relu(name, name + ".sum");
  }

  private String shortcut(String name, String input, int channels, int outputs, int stride) {
    String path = input;
    if (stride > 1) {
      graph.addLayer(name + ".pool", ceilingAveragePool(stride), path);
      path = name + ".pool";
    }
    return channels == outputs
        ? path
        : normed(name, path, new Convolution(channels, outputs, 1, 1));
  }

  /**
   * An average pool whose last window may hang over the edge and then counts only what is there.
   */
  private static SubsamplingLayer ceilingAveragePool(int stride) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
        .kernelSize(stride, stride)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Same)
        .build();
  }

  private void head(String input, int channels) {
    graph
        .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), input)
        .addLayer(
            LOGITS,
            new DenseLayer.Builder()
                .nIn(channels)
                .nOut(model.classes())
                .activation(Activation.IDENTITY)
                .build(),
            "pool")
        .setOutputs(LOGITS)
        .validateOutputLayerConfig(false);
  }

  /** Convolution, batch norm and ReLU. */
  private String unit(String name, String input, Convolution convolution) {
    return relu(name, normed(name, input, convolution));
  }

  private String normed(String name, String input, Convolution convolution) {
    graph.addLayer(name + ".conv", convolution.layer(), input);
    graph.addLayer(
        name + ".norm",
        new BatchNormalization.Builder()
            .nIn(convolution.outputs())
            .nOut(convolution.outputs())
            .eps(EPSILON)
            .decay(RUNNING_DECAY)
            .useLogStd(false)
            .build(),
        name + ".conv");
    return name + ".norm";
  }

  private String relu(String name, String input) {
    graph.addLayer(name + ".relu", new ActivationLayer(Activation.RELU), input);
    return name + ".relu";
  }

  /** A square convolution without bias that keeps the size but for its stride. */
  private record Convolution(int inputs, int outputs, int kernel, int stride) {
    ConvolutionLayer layer() {
      return new ConvolutionLayer.Builder(kernel, kernel)
          .nIn(inputs)
          .nOut(outputs)
          .stride(stride, stride)
          .padding(kernel / 2, kernel / 2)
          .hasBias(false)
          .activation(Activation.IDENTITY)
          .build();
    }
  }
}
