package dev.kindling.train.engine.onednn;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.onednn.Operation.Activation;
import dev.kindling.train.engine.onednn.Operation.AveragePool;
import dev.kindling.train.engine.onednn.Operation.Concatenation;
import dev.kindling.train.engine.onednn.Operation.Convolution;
import dev.kindling.train.engine.onednn.Operation.Curve;
import dev.kindling.train.engine.onednn.Operation.Dense;
import dev.kindling.train.engine.onednn.Operation.Depthwise;
import dev.kindling.train.engine.onednn.Operation.Flatten;
import dev.kindling.train.engine.onednn.Operation.GlobalPool;
import dev.kindling.train.engine.onednn.Operation.MaxPool;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import dev.kindling.train.engine.onednn.Operation.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Reads a DL4J graph of one input and one output into a {@link Network}. One use each. */
final class GraphReader {
  private final ComputationGraphConfiguration graph;
  private final List<Node> nodes = new ArrayList<>();

  private GraphReader(ComputationGraphConfiguration graph) {
    this.graph = graph;
  }

  /**
   * The network of a graph that was initialised.
   *
   * @throws UnsupportedLayerException if it has a layer that cannot run here
   */
  static Network read(ComputationGraphConfiguration graph) {
    return new GraphReader(graph).network();
  }

  private Network network() {
    String input = graph.getNetworkInputs().get(0);
    if (graph.getNetworkInputs().size() > 1 || graph.getNetworkOutputs().size() > 1) {
      throw new UnsupportedLayerException(input, "one of several inputs or outputs");
    }
    for (String name : graph.getTopologicalOrderStr()) {
      if (!name.equals(input)) {
        read(
            name,
            requireNonNull(graph.getVertices().get(name), name),
            requireNonNull(graph.getVertexInputs().get(name), name));
      }
    }
    return new Network(input, nodes, graph.getNetworkOutputs().get(0));
  }

  private void read(String name, GraphVertex vertex, List<String> inputs) {
    if (vertex instanceof LayerVertex layer) {
      readLayer(name, layer, inputs);
    } else if (vertex instanceof ElementWiseVertex sum && sum.getOp() == ElementWiseVertex.Op.Add) {
      nodes.add(Node.of(name, new Sum(false), inputs));
    } else if (vertex instanceof MergeVertex merge && merge.getMergeAxis() == 1) {
      nodes.add(Node.of(name, new Concatenation(), inputs));
    } else if (vertex instanceof PreprocessorVertex step) {
      readPreprocessor(name, step.getPreProcessor(), inputs);
    } else {
      throw unsupported(name, vertex);
    }
  }

  private void readLayer(String name, LayerVertex vertex, List<String> inputs) {
    List<String> from = inputs;
    if (vertex.getPreProcessor() != null) {
      readPreprocessor(name + ".flat", vertex.getPreProcessor(), inputs);
      from = List.of(name + ".flat");
    }
    Layer layer = vertex.getLayerConf().getLayer();
    if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
      throw new UnsupportedLayerException(name, "a layer with weight noise");
    }
    if (layer instanceof DropoutLayer) {
      nodes.add(Node.of(name, dropout(name, layer), from));
      return;
    }
    if (layer.getIDropout() != null) {
      nodes.add(Node.of(name + ".dropout", dropout(name, layer), from));
      from = List.of(name + ".dropout");
    }
    Operation operation = operation(name, layer);
    IActivation curve = curveAfter(layer);
    if (curve instanceof ActivationIdentity) {
      nodes.add(Node.of(name, operation, from));
    } else {
      String linear = name + ".linear";
      nodes.add(new Node(name, operation, from, linear));
      nodes.add(Node.of(name, activation(name, curve), List.of(linear)));
    }
  }

  /** DL4J's number is the share that stays, and its layers drop what they read. */
  private static Operation.Dropout dropout(String name, Layer layer) {
    boolean drops =
        layer instanceof DropoutLayer
            || layer instanceof ConvolutionLayer
            || layer instanceof DenseLayer
            || layer instanceof ActivationLayer;
    if (drops && layer.getIDropout() instanceof Dropout dropout && dropout.getPSchedule() == null) {
      return new Operation.Dropout(dropout.getP());
    }
    throw new UnsupportedLayerException(
        name, "a %s with another dropout than Dropout".formatted(layer.getClass().getSimpleName()));
  }

  private void readPreprocessor(String name, InputPreProcessor step, List<String> inputs) {
    if (!(step instanceof CnnToFeedForwardPreProcessor)) {
      throw unsupported(name, step);
    }
    nodes.add(Node.of(name, new Flatten(), inputs));
  }

  /** What DL4J applies to the layer's own result: batch norm takes a curve and ignores it. */
  private static IActivation curveAfter(Layer layer) {
    boolean curved = layer instanceof ConvolutionLayer || layer instanceof DenseLayer;
    return curved && layer instanceof BaseLayer base
        ? base.getActivationFn()
        : new ActivationIdentity();
  }

  private static Operation operation(String name, Layer layer) {
    if (layer.getClass() == ConvolutionLayer.class) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      requireChannelsFirst(name, convolution.getCnn2dDataFormat());
      return new Convolution(
          rows(name, convolution), columns(name, convolution), convolution.hasBias());
    } else if (layer instanceof DepthwiseConvolution2D depthwise) {
      requireChannelsFirst(name, depthwise.getCnn2dDataFormat());
      return new Depthwise(
          rows(name, depthwise),
          columns(name, depthwise),
          depthwise.getDepthMultiplier(),
          depthwise.hasBias());
    } else if (layer instanceof BatchNormalization norm) {
      return normalization(name, norm);
    } else if (layer.getClass() == SubsamplingLayer.class) {
      return pool(name, (SubsamplingLayer) layer);
    } else if (layer instanceof GlobalPoolingLayer pool) {
      return globalPool(name, pool);
    } else if (layer instanceof DenseLayer dense && !dense.hasLayerNorm()) {
      return new Dense(dense.hasBias());
    } else if (layer instanceof ActivationLayer curve) {
      return activation(name, curve.getActivationFn());
    }
    throw unsupported(name, layer);
  }

  private static Operation normalization(String name, BatchNormalization norm) {
    if (norm.isLockGammaBeta() || norm.isUseLogStd()) {
      throw new UnsupportedLayerException(
          name, "a BatchNormalization with lockGammaBeta or useLogStd");
    }
    return new Normalization(norm.getEps(), norm.getDecay(), false);
  }

  private static Operation pool(String name, SubsamplingLayer layer) {
    requireChannelsFirst(name, layer.getCnn2dDataFormat());
    Axis rows = axis(name, layer, 0);
    Axis columns = axis(name, layer, 1);
    if (rows.dilation() == 1 && columns.dilation() == 1) {
      if (layer.getPoolingType() == PoolingType.MAX) {
        return new MaxPool(rows, columns);
      } else if (layer.getPoolingType() == PoolingType.AVG) {
        return new AveragePool(rows, columns, layer.isAvgPoolIncludePadInDivisor());
      }
    }
    throw new UnsupportedLayerException(
        name, "a pool of kind %s or with dilation".formatted(layer.getPoolingType()));
  }

  private static Operation globalPool(String name, GlobalPoolingLayer layer) {
    PoolingType kind = layer.getPoolingType();
    boolean known = kind == PoolingType.AVG || kind == PoolingType.MAX;
    int[] dimensions = layer.getPoolingDimensions();
    boolean images = dimensions == null || Arrays.equals(dimensions, new int[] {2, 3});
    if (!known || !images || !layer.isCollapseDimensions()) {
      throw new UnsupportedLayerException(name, "a global pool other than AVG or MAX over images");
    }
    return new GlobalPool(kind == PoolingType.MAX);
  }

  private static Activation activation(String name, IActivation curve) {
    if (curve instanceof ActivationReLU) {
      return Activation.RELU;
    } else if (curve instanceof ActivationLReLU leaky) {
      return new Activation(Curve.RELU, leaky.getAlpha());
    } else if (curve instanceof ActivationTanH) {
      return new Activation(Curve.TANH, 0);
    } else if (curve instanceof ActivationSigmoid) {
      return new Activation(Curve.SIGMOID, 0);
    } else if (curve instanceof ActivationIdentity) {
      return new Activation(Curve.IDENTITY, 0);
    }
    throw unsupported(name, curve);
  }

  private static Axis rows(String name, ConvolutionLayer layer) {
    return axis(name, layer, 0);
  }

  private static Axis columns(String name, ConvolutionLayer layer) {
    return axis(name, layer, 1);
  }

  private static Axis axis(String name, ConvolutionLayer layer, int axis) {
    return new Axis(
        layer.getKernelSize()[axis],
        layer.getStride()[axis],
        layer.getDilation()[axis],
        padding(name, layer.getConvolutionMode(), layer.getPadding()[axis]));
  }

  private static Axis axis(String name, SubsamplingLayer layer, int axis) {
    return new Axis(
        layer.getKernelSize()[axis],
        layer.getStride()[axis],
        layer.getDilation()[axis],
        padding(name, layer.getConvolutionMode(), layer.getPadding()[axis]));
  }

  private static int padding(String name, ConvolutionMode mode, int padding) {
    if (mode == ConvolutionMode.Causal) {
      throw new UnsupportedLayerException(name, "causal");
    }
    return mode == ConvolutionMode.Same ? Axis.SAME : padding;
  }

  private static void requireChannelsFirst(String name, CNN2DFormat format) {
    if (format != CNN2DFormat.NCHW) {
      throw new UnsupportedLayerException(name, "declared in " + format);
    }
  }

  private static UnsupportedLayerException unsupported(String name, Object what) {
    return new UnsupportedLayerException(name, "a " + what.getClass().getSimpleName());
  }
}
