package dev.kindling.train.model;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A residual network with the tweaks of the "bag of tricks": a stem of three 3x3 convolutions,
 * stride in a block's 3x3 convolution, an average pool before the projection of the shortcut, and a
 * scale of zero in each block's last batch norm, so that training starts from shallow.
 *
 * <p>Input float32 NCHW {@code [batch, channels, height, width]} of any size from 32 pixels up
 * (smaller ones work but leave a single pixel to the last stages); output logits {@code [batch,
 * classes]}.
 *
 * <p>Sources: He et al., "Deep residual learning for image recognition", 2015, and "Bag of tricks
 * for image classification with convolutional neural networks", 2018.
 *
 * @param variant depth and widths
 * @param channels of an input image, at least 1
 * @param classes outputs: categories told apart, labels, or one number; at least 1
 */
public record XResNet(Variant variant, int channels, int classes) implements ImageArchitecture {
  private static final String CHANNELS = "channels";
  private static final String CLASSES = "classes";

  /** The published depths, and a small one for small images. */
  public enum Variant {
    /** About 0.3 million parameters, for images of some 28 to 64 pixels. */
    XRESNET_TINY("xresnet-tiny", 1, List.of(1, 1, 1), List.of(32, 64, 128)),
    /** 11.7 million parameters at 1,000 classes. */
    XRESNET18("xresnet18", 1, List.of(2, 2, 2, 2), List.of(64, 128, 256, 512)),
    /** 21.8 million parameters at 1,000 classes. */
    XRESNET34("xresnet34", 1, List.of(3, 4, 6, 3), List.of(64, 128, 256, 512)),
    /** 25.6 million parameters at 1,000 classes. */
    XRESNET50("xresnet50", 4, List.of(3, 4, 6, 3), List.of(64, 128, 256, 512)),
    /** 44.6 million parameters at 1,000 classes. */
    XRESNET101("xresnet101", 4, List.of(3, 4, 23, 3), List.of(64, 128, 256, 512)),
    /** 60.2 million parameters at 1,000 classes. */
    XRESNET152("xresnet152", 4, List.of(3, 8, 36, 3), List.of(64, 128, 256, 512));

    private final String text;
    private final int expansion;
    private final List<Integer> blocks;
    private final List<Integer> widths;

    Variant(String text, int expansion, List<Integer> blocks, List<Integer> widths) {
      this.text = text;
      this.expansion = expansion;
      this.blocks = blocks;
      this.widths = widths;
    }

    /** The name in settings and archives. */
    public String text() {
      return text;
    }

    /** Output channels of a block over its width: 1 for basic blocks, 4 for bottlenecks. */
    int expansion() {
      return expansion;
    }

    /** Residual blocks of each stage. */
    List<Integer> blocks() {
      return blocks;
    }

    /** Width of each stage's blocks; the first is also the stem's. */
    List<Integer> widths() {
      return widths;
    }
  }

  public XResNet {
    if (channels < 1) {
      throw new IllegalArgumentException("XResNet channels must be at least 1, got " + channels);
    }
    if (classes < 1) {
      throw new IllegalArgumentException("XResNet classes must be at least 1, got " + classes);
    }
  }

  /** 18 layers for RGB images. */
  public static XResNet xresnet18(int classes) {
    return new XResNet(Variant.XRESNET18, 3, classes);
  }

  /** 34 layers for RGB images. */
  public static XResNet xresnet34(int classes) {
    return new XResNet(Variant.XRESNET34, 3, classes);
  }

  /** 50 layers, in bottlenecks, for RGB images. */
  public static XResNet xresnet50(int classes) {
    return new XResNet(Variant.XRESNET50, 3, classes);
  }

  /** 101 layers, in bottlenecks, for RGB images. */
  public static XResNet xresnet101(int classes) {
    return new XResNet(Variant.XRESNET101, 3, classes);
  }

  /** 152 layers, in bottlenecks, for RGB images. */
  public static XResNet xresnet152(int classes) {
    return new XResNet(Variant.XRESNET152, 3, classes);
  }

  static XResNet of(Variant variant, Map<String, Object> arguments) {
    return new XResNet(
        variant,
        Arguments.integer(arguments, CHANNELS, variant.text()),
        Arguments.integer(arguments, CLASSES, variant.text()));
  }

  @Override
  public String name() {
    return variant.text();
  }

  @Override
  public Map<String, Object> arguments() {
    return Map.of(CHANNELS, channels, CLASSES, classes);
  }

  @Override
  public ComputationGraph graph(int height, int width) {
    return new XResNetGraph(this).build();
  }

  @Override
  public float[] initialParameters(ParameterLayout layout, Seed seed) {
    return KaimingInit.parameters(layout, seed, XResNetGraph::endsBlock);
  }
}
