package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.archive.Sha256;
import dev.kindling.train.engine.ParameterLayout;

/** Parameters that a fit starts from, such as those of a model trained before. Immutable. */
public final class StartingPoint {
  private final float[] parameters;
  private final String sha256;

  private StartingPoint(float[] parameters) {
    this.parameters = parameters;
    this.sha256 = Sha256.of(parameters);
  }

  /** Takes ownership of the array. */
  public static StartingPoint of(float[] parameters) {
    return new StartingPoint(requireNonNull(parameters, "parameters"));
  }

  /** The live parameters, not to be written to. */
  public float[] parameters() {
    return parameters;
  }

  /** SHA-256 of the parameters. */
  public String sha256() {
    return sha256;
  }

  /** A copy, for a model of that layout. */
  float[] parametersFor(ParameterLayout layout) {
    if (parameters.length != layout.size()) {
      throw new IllegalStateException(
          "The parameters to start from are %d, the model has %d"
              .formatted(parameters.length, layout.size()));
    }
    return parameters.clone();
  }
}
