package dev.kindling.train;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.precision.LossScaling;
import java.util.List;
import java.util.function.Consumer;

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
 *     .on(Strategy.parameterAveraging(8, 16))
 *     .fit(PreparedDataset.open(spark, "hdfs:///datasets/imagenette"))
 *     .archive(settings, version, Instant.now())
 *     .write(path);
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
    return with(draft -> draft.imageSize = pixels);
  }

  /** What is made small. */
  public Learner loss(Loss loss) {
    return with(draft -> draft.loss = loss);
  }

  /** How gradients change parameters. */
  public Learner optimizer(Optimizer optimizer) {
    return with(draft -> draft.optimizer = optimizer);
  }

  /** What is reported beside the loss, instead of what was. */
  public Learner metrics(Metric... metrics) {
    return with(draft -> draft.metrics = List.of(metrics));
  }

  /** What runs at the events of the loop, instead of what did. */
  public Learner callbacks(Callback... callbacks) {
    return with(draft -> draft.callbacks = List.of(callbacks));
  }

  /** Items of a step, per logical worker. */
  public Learner batchSize(int items) {
    return with(draft -> draft.batchSize = items);
  }

  /** Passes over the items, each of what the sampler takes. */
  public Learner epochs(int epochs) {
    return with(draft -> draft.epochs = epochs);
  }

  /** Rate and momentum over the whole fit. */
  public Learner schedule(FitSchedule schedule) {
    return with(draft -> draft.schedule = schedule);
  }

  /** The root of everything random. */
  public Learner seed(Seed seed) {
    return with(draft -> draft.seed = seed);
  }

  /** What computes, in which precision. */
  public Learner engine(EngineChoice engine) {
    return with(draft -> draft.engine = engine);
  }

  /** What losses are multiplied by before backward. */
  public Learner lossScaling(LossScaling lossScaling) {
    return with(draft -> draft.lossScaling = lossScaling);
  }

  /** Which items an epoch takes, and how often; by default every item once. */
  public Learner sampler(EpochSampler sampler) {
    return with(draft -> draft.sampler = sampler);
  }

  /**
   * All of it as a value.
   *
   * @throws IllegalStateException if parts do not fit one another
   */
  public Recipe recipe() {
    return recipe.checked();
  }

  /** The learner with a place to work; what follows says on what. */
  public Trainer on(Strategy strategy) {
    // Here and not on an executor, so that all take the same engine.
    EngineChoice resolved = recipe().engineSpec().checked().choice();
    return Trainer.of(engine(resolved).recipe(), strategy);
  }

  private Learner with(Consumer<Draft> change) {
    Draft draft = new Draft(recipe);
    change.accept(draft);
    return new Learner(draft.recipe());
  }

  /** A recipe while one part of it changes. */
  private static final class Draft {
    private final Architecture architecture;
    private int imageSize;
    private Loss loss;
    private Optimizer optimizer;
    private FitSchedule schedule;
    private int epochs;
    private int batchSize;
    private List<Metric> metrics;
    private List<Callback> callbacks;
    private Seed seed;
    private EngineChoice engine;
    private LossScaling lossScaling;
    private EpochSampler sampler;

    Draft(Recipe recipe) {
      architecture = recipe.architecture();
      imageSize = recipe.imageSize();
      loss = recipe.loss();
      optimizer = recipe.optimizer();
      schedule = recipe.schedule();
      epochs = recipe.epochs();
      batchSize = recipe.batchSize();
      metrics = recipe.metrics();
      callbacks = recipe.callbacks();
      seed = recipe.seed();
      engine = recipe.engine();
      lossScaling = recipe.lossScaling();
      sampler = recipe.sampler();
    }

    Recipe recipe() {
      return new Recipe(
          architecture,
          imageSize,
          loss,
          optimizer,
          schedule,
          epochs,
          batchSize,
          metrics,
          callbacks,
          seed,
          engine,
          lossScaling,
          sampler);
    }
  }
}
