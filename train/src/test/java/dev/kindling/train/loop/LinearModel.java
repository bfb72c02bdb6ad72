package dev.kindling.train.loop;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.ImageArchitecture;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The architecture that {@link LinearEngine} computes; it has no DL4J graph. */
public record LinearModel(int channels, int classes) implements ImageArchitecture {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Map<String, Object> arguments() {
    return Map.of("channels", channels, "classes", classes);
  }

  @Override
  public ComputationGraph graph(int height, int width) {
    throw new UnsupportedOperationException("LinearModel is computed by LinearEngine");
  }

  @Override
  public float[] initialParameters(ParameterLayout layout, Seed seed) {
    return new float[layout.size()];
  }
}
