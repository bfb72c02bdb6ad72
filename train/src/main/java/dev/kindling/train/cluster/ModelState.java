package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.util.Collections;
import java.util.SortedMap;

/**
 * What training changes: the flat parameters, what the optimizer remembers, the loss scale, what
 * models of text remember, what the outer optimizer remembers, and what workers keep to themselves.
 * The arrays are live; who makes one gives them away.
 */
public final class ModelState {
  private final float[] parameters;
  private final OptimizerState optimizer;
  private final LossScale lossScale;
  private final RecurrentStates recurrent;
  private final float[] outerMemory;
  private final SortedMap<Integer, WorkerMemory> kept;

  private ModelState(
      float[] parameters,
      OptimizerState optimizer,
      LossScale lossScale,
      RecurrentStates recurrent,
      float[] outerMemory,
      SortedMap<Integer, WorkerMemory> kept) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.lossScale = lossScale;
    this.recurrent = recurrent;
    this.outerMemory = outerMemory;
    this.kept = kept;
  }

  /**
   * Takes ownership of parameters and optimizer state.
   *
   * @throws IllegalArgumentException if a vector is not as long as the parameters
   */
  public static ModelState of(float[] parameters, OptimizerState optimizer, LossScale lossScale) {
    requireNonNull(parameters, "parameters");
    for (float[] vector : optimizer.vectors()) {
      if (vector.length != parameters.length) {
        throw new IllegalArgumentException(
            "An optimizer vector has %d elements, the model %d"
                .formatted(vector.length, parameters.length));
      }
    }
    return new ModelState(
        parameters,
        optimizer,
        requireNonNull(lossScale, "lossScale"),
        RecurrentStates.NONE,
        new float[0],
        Collections.emptySortedMap());
  }

  /** The state before the first step. */
  static ModelState start(Recipe recipe, ParameterLayout layout) {
    return of(
        recipe.architecture().initialParameters(layout, recipe.seed()),
        recipe.optimizer().start(layout),
        recipe.lossScaling().first());
  }

  /** The engine's present parameters, copied, with that optimizer state, not copied, and scale. */
  static ModelState copyOf(Network engine, OptimizerState optimizer, LossScale lossScale) {
    float[] parameters = new float[engine.layout().size()];
    engine.parameters().duplicate().get(parameters);
    return of(parameters, optimizer, lossScale);
  }

  /** Makes the engine's parameters these, and its memory that of the worker. */
  void loadInto(Network engine, int worker) {
    engine.parameters().duplicate().put(parameters);
    if (engine instanceof LanguageEngine remembers) {
      remembers.state(recurrent.of(worker));
    }
  }

  /** The live flat parameters. */
  public float[] parameters() {
    return parameters;
  }

  /** The same with other parameters, not copied. */
  ModelState withParameters(float[] other) {
    return new ModelState(other, optimizer, lossScale, recurrent, outerMemory, kept);
  }

  /** The live optimizer state. */
  public OptimizerState optimizer() {
    return optimizer;
  }

  /** The state of the loss scale. */
  public LossScale lossScale() {
    return lossScale;
  }

  /** The same live arrays with another scale. */
  ModelState with(LossScale other) {
    return new ModelState(parameters, optimizer, other, recurrent, outerMemory, kept);
  }

  /** What the workers' models remember. */
  RecurrentStates recurrent() {
    return recurrent;
  }

  /** The same live arrays with other memories. */
  ModelState with(RecurrentStates other) {
    return new ModelState(parameters, optimizer, lossScale, other, outerMemory, kept);
  }

  /** What the {@link OuterOptimizer} remembers, live; empty if nothing. */
  float[] outerMemory() {
    return outerMemory;
  }

  /** The same live arrays with another memory of the outer optimizer, not copied. */
  ModelState withOuterMemory(float[] other) {
    return new ModelState(parameters, optimizer, lossScale, recurrent, other, kept);
  }

  /** What workers keep to themselves, by worker; known on the driver where a checkpoint is made. */
  SortedMap<Integer, WorkerMemory> kept() {
    return kept;
  }

  /** The same live arrays, with this kept by workers. */
  ModelState withKept(SortedMap<Integer, WorkerMemory> other) {
    return new ModelState(parameters, optimizer, lossScale, recurrent, outerMemory, other);
  }

  /** The same live arrays with another state of the optimizer, not copied. */
  ModelState with(OptimizerState other) {
    return new ModelState(parameters, other, lossScale, recurrent, outerMemory, kept);
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
