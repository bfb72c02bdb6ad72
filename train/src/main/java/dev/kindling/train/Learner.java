package dev.kindling.train;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import java.util.List;

/**
 * Says step by step how a model is trained. Immutable: every method gives a new learner and leaves
 * this one as it was, so learners may be shared and varied.
 *
 * <pre>{@code
 * Learner.of(XResNet.xresnet18(10))
 *     .imageSize(64)
 *     .loss(Loss.crossEntropy().smoothed(0.1))
 *     .optimizer(Optimizer.adam().epsilon(1e-6).weightDecay(1e-2))
 *     .metrics(Metric.accuracy(), Metric.topK(5))
 *     .callbacks(new StopAt("accuracy", 0.9))
 *     .epochs(5)
 *     .schedule(FitSchedule.oneCycle(1e-2))
 *     .recipe();
 * }</pre>
 */
public final class Learner {
  private final Recipe recipe;

  private Learner(Recipe recipe) {
    this.recipe = recipe;
  }

  /** A learner with the usual settings; see {@link Recipe#of}. */
  public static Learner of(Architecture architecture) {
    return of(Recipe.of(architecture));
  }

  /** A learner that goes on from a recipe. */
  public static Learner of(Recipe recipe) {
    return new Learner(requireNonNull(recipe, "recipe"));
  }

  /** Rows and columns of the images that the model takes, in pixels. */
  public Learner imageSize(int pixels) {
    return new Learner(recipe.withImageSize(pixels));
  }

  /** What is made small. */
  public Learner loss(Loss loss) {
    return new Learner(recipe.withLoss(loss));
  }

  /** How gradients change parameters. */
  public Learner optimizer(Optimizer optimizer) {
    return new Learner(recipe.withOptimizer(optimizer));
  }

  /** What is reported beside the loss, instead of what was. */
  public Learner metrics(Metric... metrics) {
    return new Learner(recipe.withMetrics(List.of(metrics)));
  }

  /** What runs at the events of the loop, instead of what did. */
  public Learner callbacks(Callback... callbacks) {
    return new Learner(recipe.withCallbacks(List.of(callbacks)));
  }

  /** Items of a step, per logical worker. */
  public Learner batchSize(int items) {
    return new Learner(recipe.withBatchSize(items));
  }

  /** Times that every item is seen. */
  public Learner epochs(int epochs) {
    return new Learner(recipe.withEpochs(epochs));
  }

  /** Rate and momentum over the whole fit. */
  public Learner schedule(FitSchedule schedule) {
    return new Learner(recipe.withSchedule(schedule));
  }

  /** The root of everything random. */
  public Learner seed(Seed seed) {
    return new Learner(recipe.withSeed(seed));
  }

  /** The engine's name, or {@code auto}. */
  public Learner engine(String name) {
    return new Learner(recipe.withEngine(name));
  }

  /**
   * All of it as a value.
   *
   * @throws IllegalStateException if parts do not fit one another
   */
  public Recipe recipe() {
    return recipe.checked();
  }
}
