package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.OptimizerState;

/**
 * What training changes: the flat parameters and what the optimizer remembers. The arrays are live;
 * who makes one gives them away.
 */
public final class ModelState {
  private final float[] parameters;
  private final OptimizerState optimizer;

  private ModelState(float[] parameters, OptimizerState optimizer) {
    this.parameters = parameters;
    this.optimizer = optimizer;
  }

  /**
   * Takes ownership of both.
   *
   * @throws IllegalArgumentException if a vector is not as long as the parameters
   */
  public static ModelState of(float[] parameters, OptimizerState optimizer) {
    requireNonNull(parameters, "parameters");
    for (float[] vector : optimizer.vectors()) {
      if (vector.length != parameters.length) {
        throw new IllegalArgumentException(
            "An optimizer vector has %d elements, the model %d"
                .formatted(vector.length, parameters.length));
      }
    }
    return new ModelState(parameters, optimizer);
  }

  /** The state before the first step. */
  static ModelState start(Recipe recipe, ParameterLayout layout) {
    return of(
        recipe.architecture().initialParameters(layout, recipe.seed()),
        recipe.optimizer().start(layout));
  }

  /** The engine's present parameters, copied, with that optimizer state, not copied. */
  static ModelState copyOf(Engine engine, OptimizerState optimizer) {
    float[] parameters = new float[engine.layout().size()];
    engine.parameters().duplicate().get(parameters);
    return of(parameters, optimizer);
  }

  /** Makes the engine's parameters these. */
  void loadInto(Engine engine) {
    engine.parameters().duplicate().put(parameters);
  }

  /** The live flat parameters. */
  public float[] parameters() {
    return parameters;
  }

  /** The live optimizer state. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /** The parameters, then the optimizer's vectors. */
  float[][] vectors() {
    float[][] memory = optimizer.vectors();
    float[][] all = new float[memory.length + 1][];
    all[0] = parameters;
    System.arraycopy(memory, 0, all, 1, memory.length);
    return all;
  }
}
