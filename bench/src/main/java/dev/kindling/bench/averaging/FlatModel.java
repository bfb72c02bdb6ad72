package dev.kindling.bench.averaging;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.model.ImageArchitecture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A model that has parameters and computes nothing with them.
 *
 * @param parameters how many
 */
record FlatModel(int parameters) implements ImageArchitecture, EngineSpec<FlatEngine> {
  /** Elements of a tensor, about those of a convolution in the middle of a network. */
  private static final int TENSOR = 1 << 18;

  private static final int CLASSES = 2;

  FlatModel {
    if (parameters < 1) {
      throw new IllegalArgumentException("Parameters must be at least 1, got " + parameters);
    }
  }

  /** Tensors of up to {@value #TENSOR} weights. */
  ParameterLayout layout() {
    List<Span> spans = new ArrayList<>();
    for (int from = 0; from < parameters; from += Math.min(TENSOR, parameters - from)) {
      int length = Math.min(TENSOR, parameters - from);
      spans.add(new Span("layer" + from, "W", Kind.WEIGHT, from, length, List.of(length)));
    }
    return new ParameterLayout(spans);
  }

  /** Noise in [-0.5, 0.5), whose bits do not compress: splitmix64's mixer of the indices. */
  static void fill(FloatBuffer values, long seed) {
    for (int i = 0; i < values.limit(); i++) {
      long z = (seed + i) * 0x9e3779b97f4a7c15L;
      z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
      z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
      values.put(i, (z >>> 40) * 0x1p-24f - 0.5f);
    }
  }

  @Override
  public String name() {
    return "flat";
  }

  @Override
  public Map<String, Object> arguments() {
    return Map.of("parameters", parameters);
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public ComputationGraph graph(int height, int width) {
    throw new UnsupportedOperationException("A flat model has no graph");
  }

  @Override
  public float[] initialParameters(ParameterLayout layout, Seed seed) {
    float[] values = new float[layout.size()];
    fill(FloatBuffer.wrap(values), seed.value());
    return values;
  }

  @Override
  public FlatModel checked() {
    return this;
  }

  @Override
  public EngineChoice choice() {
    return EngineChoice.ANY;
  }

  @Override
  public FlatEngine open() {
    return new FlatEngine(this);
  }
}
