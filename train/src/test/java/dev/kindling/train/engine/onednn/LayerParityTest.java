package dev.kindling.train.engine.onednn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.Precision;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/** Each layer alone, between a convolution that gives it a gradient to pass on and a head. */
class LayerParityTest {
  private static final int CLASSES = 3;

  @ParameterizedTest
  @CsvSource({
    // channels in and out, kernel, stride, padding, dilation, height, width
    "16, 32, 3, 1, 1, 1, 12, 12",
    "16, 16, 3, 1, 1, 1, 7, 9",
    "32, 16, 3, 2, 1, 1, 11, 8",
    "16, 32, 1, 1, 0, 1, 5, 6",
    "16, 32, 1, 2, 0, 1, 9, 9",
    "5, 7, 3, 1, 1, 1, 8, 7",
    "5, 32, 5, 2, 2, 1, 9, 10",
    "32, 5, 3, 1, 0, 2, 9, 9",
    "3, 10, 4, 3, 1, 1, 13, 10",
    "40, 24, 3, 1, 1, 1, 6, 6"
  })
  void convolution(
      int in, int out, int kernel, int stride, int padding, int dilation, int height, int width) {
    holds(
        in,
        height,
        width,
        graph ->
            graph.addLayer(
                "layer",
                new ConvolutionLayer.Builder(kernel, kernel)
                    .nIn(in)
                    .nOut(out)
                    .stride(stride, stride)
                    .padding(padding, padding)
                    .dilation(dilation, dilation)
                    .activation(Activation.IDENTITY)
                    .build(),
                "first"));
  }

  @Test
  void convolutionThatKeepsTheSizeWithAnOblongKernelAndItsOwnActivation() {
    holds(
        16,
        10,
        7,
        graph ->
            graph.addLayer(
                "layer",
                new ConvolutionLayer.Builder(3, 4)
                    .nIn(16)
                    .nOut(8)
                    .stride(2, 1)
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(Activation.TANH)
                    .build(),
                "first"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void depthwiseConvolution(int multiplier) {
    holds(
        16,
        9,
        8,
        graph ->
            graph.addLayer(
                "layer",
                new DepthwiseConvolution2D.Builder(3, 3)
                    .nIn(16)
                    .nOut(16 * multiplier)
                    .depthMultiplier(multiplier)
                    .stride(1, 1)
                    .padding(1, 1)
                    .activation(Activation.IDENTITY)
                    .build(),
                "first"));
  }

  @ParameterizedTest
  @CsvSource({"16, 8, 7", "5, 6, 6", "3, 2, 2"})
  void batchNorm(int channels, int height, int width) {
    holds(
        channels,
        height,
        width,
        graph ->
            graph
                .addLayer("norm", norm(channels), "first")
                // Without a curve the mean over an image would not depend on the image.
                .addLayer("layer", new ActivationLayer(Activation.TANH), "norm"));
  }

  @Test
  void batchNormWithReluInTheSamePass() {
    holds(
        16,
        8,
        8,
        graph ->
            graph
                .addLayer("norm", norm(16), "first")
                .addLayer("layer", new ActivationLayer(Activation.RELU), "norm"));
  }

  private static BatchNormalization norm(int channels) {
    return new BatchNormalization.Builder()
        .nIn(channels)
        .nOut(channels)
        .eps(1e-5)
        .useLogStd(false)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "MAX, 16, 3, 2, 1, Truncate, 9, 8",
    "MAX, 5, 2, 2, 0, Truncate, 7, 7",
    "MAX, 16, 2, 2, 0, Same, 7, 5",
    "AVG, 16, 2, 2, 0, Same, 7, 5",
    "AVG, 6, 3, 2, 0, Same, 8, 9",
    "AVG, 16, 3, 1, 1, Truncate, 6, 6"
  })
  void pool(
      SubsamplingLayer.PoolingType kind,
      int channels,
      int kernel,
      int stride,
      int padding,
      ConvolutionMode mode,
      int height,
      int width) {
    holds(
        channels,
        height,
        width,
        graph ->
            graph.addLayer(
                "layer",
                new SubsamplingLayer.Builder(kind)
                    .kernelSize(kernel, kernel)
                    .stride(stride, stride)
                    .padding(padding, padding)
                    .convolutionMode(mode)
                    .build(),
                "first"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RELU", "TANH", "SIGMOID", "IDENTITY"})
  void activation(Activation activation) {
    holds(16, 5, 5, graph -> graph.addLayer("layer", new ActivationLayer(activation), "first"));
  }

  @Test
  void leakyRelu() {
    holds(
        5,
        5,
        5,
        graph -> graph.addLayer("layer", new ActivationLayer(new ActivationLReLU(0.2)), "first"));
  }

  @Test
  void sumOfThreeOfWhichTwoAreOne() {
    holds(
        16,
        6,
        6,
        graph ->
            graph
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "first")
                .addVertex(
                    "layer",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "first",
                    "tanh",
                    "first"));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 6})
  void concatenation(int channels) {
    holds(
        channels,
        6,
        5,
        graph ->
            graph
                .addLayer("tanh", new ActivationLayer(Activation.TANH), "first")
                .addVertex("layer", new MergeVertex(), "first", "tanh"));
  }

  @Test
  void linearLayersOverFlattenedImages() {
    GraphBuilder graph =
        start()
            .setInputTypes(InputType.convolutional(6, 5, 3))
            .addLayer("first", convolution(16), "image")
            .addLayer("hidden", dense(20, Activation.SIGMOID), "first")
            .addLayer("logits", dense(CLASSES, Activation.IDENTITY), "hidden")
            .setOutputs("logits")
            .validateOutputLayerConfig(false);
    holds(graph, 6, 5);
  }

  @Test
  void globalMaxPool() {
    GraphBuilder graph =
        start()
            .setInputTypes(InputType.convolutional(7, 9, 3))
            .addLayer("first", convolution(16), "image")
            .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "first")
            .addLayer("logits", dense(CLASSES, Activation.IDENTITY), "pool")
            .setOutputs("logits")
            .validateOutputLayerConfig(false);
    holds(graph, 7, 9);
  }

  @Test
  void refusesAnotherLayerByItsName() {
    GraphBuilder graph =
        between(
            5,
            5,
            5,
            g -> g.addLayer("layer", new LocalResponseNormalization.Builder().build(), "first"));
    assertThatThrownBy(() -> OneDnnEngine.of(built(graph.build()), Precision.FP32))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("layer")
        .hasMessageContaining("LocalResponseNormalization");
  }

  private static void holds(int channels, int height, int width, Consumer<GraphBuilder> middle) {
    holds(between(channels, height, width, middle), height, width);
  }

  private static GraphBuilder between(
      int channels, int height, int width, Consumer<GraphBuilder> middle) {
    GraphBuilder graph =
        start()
            .setInputTypes(InputType.convolutional(height, width, 3))
            .addLayer("first", convolution(channels), "image");
    middle.accept(graph);
    return graph
        .addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "layer")
        .addLayer("logits", dense(CLASSES, Activation.IDENTITY), "pool")
        .setOutputs("logits")
        .validateOutputLayerConfig(false);
  }

  private static void holds(GraphBuilder graph, int height, int width) {
    ComputationGraphConfiguration configuration = graph.build();
    Parity parity = new Parity(() -> built(configuration.clone()), CLASSES);
    parity.holds(parity.batch(4, 3, height, width), Precision.FP32, 1e-4);
    parity.holds(parity.batch(1, 3, height, width), Precision.FP32, 1e-4);
  }

  private static ComputationGraph built(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static GraphBuilder start() {
    return new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image");
  }

  private static ConvolutionLayer convolution(int channels) {
    return new ConvolutionLayer.Builder(1, 1)
        .nOut(channels)
        .hasBias(false) // its gradient before a batch norm is 0 but for rounding
        .activation(Activation.IDENTITY)
        .build();
  }

  private static DenseLayer dense(int outputs, Activation activation) {
    return new DenseLayer.Builder().nOut(outputs).activation(activation).build();
  }
}
