package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.CancelBatch;
import dev.kindling.train.callback.CancelEpoch;
import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.engine.Network;
import dev.kindling.train.loop.Stopwatch.Part;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.GradientScaler;
import dev.kindling.train.precision.LossScale;

/**
 * The training loop of one logical worker; {@link Callback} shows it in pseudocode. It takes a fit
 * in pieces: after parameters and optimizer state were put back, a new loop that goes on at the
 * next step gives the same bits as a loop that never stopped.
 *
 * <p>Changes the engine's parameters and the optimizer state in place and owns neither. Not
 * thread-safe.
 */
public final class TrainingLoop {
  private final Recipe recipe;
  private final Network engine;
  private final Objective objective;
  private final OptimizerState optimizerState;
  private final GradientScaler scaler;
  private final Stopwatch watch = new Stopwatch();
  private final LoopState state;
  private final Events events;

  /**
   * A loop that goes on from the engine's parameters and this optimizer state.
   *
   * @param optimizerState from the recipe's optimizer, for the engine's layout
   */
  public TrainingLoop(Recipe recipe, Network engine, OptimizerState optimizerState) {
    this(recipe, engine, optimizerState, recipe.lossScaling().first());
  }

  /** As above, going on from this state of the loss scale. */
  public TrainingLoop(
      Recipe recipe, Network engine, OptimizerState optimizerState, LossScale lossScale) {
    this.recipe = recipe.checked();
    this.scaler = new GradientScaler(recipe.lossScaling(), lossScale);
    this.engine = requireNonNull(engine, "engine");
    this.optimizerState = requireNonNull(optimizerState, "optimizerState");
    this.objective = Objective.of(recipe, engine);
    this.state = new LoopState(recipe, engine, objective);
    this.events = new Events(recipe.callbacks(), state);
  }

  /** The state of the loss scale, for a loop that goes on. */
  public LossScale lossScale() {
    return scaler.state();
  }

  /** Where the time of all that it trained and validated went. */
  public TimeSpent spent() {
    return watch.spent();
  }

  /**
   * Trains on some steps of an epoch, fewer if the source ends before. Fires {@code beforeFit} if
   * they start the fit and {@code beforeEpoch} if they start the epoch; a recurrent state starts
   * from zero with the epoch, and is the engine's business in between.
   *
   * @throws IllegalArgumentException if the epoch is not of this recipe
   */
  public Outcome train(BatchSource source, Stretch stretch) {
    requireEpoch(stretch.epoch());
    state.beginTraining(stretch);
    return watch.all(() -> part(() -> trainPart(source, stretch), false));
  }

  private void trainPart(BatchSource source, Stretch stretch) {
    if (stretch.epoch() == 0 && stretch.from() == 0) {
      events.fire(Callback::beforeFit);
    }
    pass(
        () -> {
          if (stretch.from() == 0) {
            objective.startAnew();
            events.fire(Callback::beforeEpoch);
          }
          int end = Math.max(stretch.from(), Math.min(stretch.to(), source.steps()));
          try (BatchSource.Feed feed = source.feed(stretch.epoch(), stretch.from(), end)) {
            for (int step = stretch.from(); step < end; step++) {
              Batch batch = watch.time(Part.INPUT, feed::next);
              state.openBatch(batch, step, stretch.position(step, recipe.epochs()));
              events.always(Callback::afterBatch, () -> trainStep(batch));
            }
          }
        });
  }

  private void trainStep(Batch batch) {
    try {
      events.fire(Callback::beforeBatch);
      watch.time(Part.ENGINE, () -> objective.forward(batch, draws()));
      state.predicted();
      events.fire(Callback::afterPrediction);
      state.lost(watch.time(Part.LOSS, objective::scores));
      events.fire(Callback::afterLoss);
      watch.time(Part.LOSS, state::count);
      state.scaledBy(scaler.state().scale());
      watch.time(Part.ENGINE, () -> objective.backward(scaler));
      watch.time(Part.OPTIMIZER, this::unscale);
      events.fire(Callback::afterBackward);
      watch.time(Part.OPTIMIZER, this::optimize);
      state.done();
      events.fire(Callback::afterStep);
    } catch (CancelBatch cancel) {
      state.cancelledBecause(cancel.reason());
      events.fire(Callback::afterCancelBatch);
    } finally {
      state.closeBatch();
    }
  }

  private Seed draws() {
    return recipe.seed().derive("model").derive(state.epoch()).derive(state.step());
  }

  private void unscale() {
    double scale = scaler.state().scale();
    if (!scaler.unscale(engine.layout(), engine.gradient())) {
      throw state.overflowed(scale);
    }
  }

  private void optimize() {
    recipe
        .optimizer()
        .step(
            engine.layout(),
            engine.parameters(),
            engine.gradient(),
            optimizerState,
            state.hypers());
    scaler.stepped();
  }

  /**
   * Validates on every batch of the source, which may have none. Fires {@code afterEpoch} at the
   * end, and {@code afterFit} if this is the recipe's last epoch.
   *
   * @throws IllegalArgumentException if the epoch is not of this recipe
   */
  public Outcome validate(BatchSource source, int epoch) {
    requireEpoch(epoch);
    state.beginValidation(epoch, source.steps());
    boolean last = epoch == recipe.epochs() - 1;
    return watch.all(() -> part(() -> validatePart(source, epoch), last));
  }

  private void validatePart(BatchSource source, int epoch) {
    pass(
        () -> {
          objective.startAnew();
          events.fire(Callback::beforeValidate);
          try (BatchSource.Feed feed = source.feed(epoch, 0, source.steps())) {
            for (int step = 0; step < source.steps(); step++) {
              Batch batch = watch.time(Part.INPUT, feed::next);
              state.openBatch(batch, step);
              events.always(Callback::afterBatch, () -> validationStep(batch));
            }
          }
        });
    events.fire(Callback::afterEpoch);
  }

  private void validationStep(Batch batch) {
    try {
      events.fire(Callback::beforeBatch);
      watch.time(Part.ENGINE, () -> objective.evaluate(batch));
      state.predicted();
      events.fire(Callback::afterPrediction);
      state.lost(watch.time(Part.LOSS, objective::scores));
      events.fire(Callback::afterLoss);
      watch.time(Part.LOSS, state::count);
      state.done();
    } catch (CancelBatch cancel) {
      state.cancelledBecause(cancel.reason());
      events.fire(Callback::afterCancelBatch);
    } finally {
      state.closeBatch();
    }
  }

  /** A pass over batches, up to its end or to {@link CancelEpoch}. */
  private void pass(Runnable batches) {
    state.openPass();
    try {
      batches.run();
      state.closePass();
    } catch (CancelEpoch cancel) {
      state.end(Ending.Kind.EPOCH_CANCELLED, cancel.reason());
      state.closePass();
      events.fire(Callback::afterCancelEpoch);
    }
  }

  /** A part of the fit; {@code afterFit} follows the last one, {@link CancelFit} and errors. */
  private Outcome part(Runnable body, boolean last) {
    try {
      body.run();
    } catch (CancelFit cancel) {
      state.end(Ending.Kind.FIT_CANCELLED, cancel.reason());
      endFit(() -> events.fire(Callback::afterCancelFit));
      return state.outcome();
    } catch (RuntimeException | Error failure) {
      endFit(
          () -> {
            throw failure;
          });
    }
    if (last) {
      endFit(() -> {});
    }
    return state.outcome();
  }

  private void endFit(Runnable before) {
    state.closeFit();
    events.always(Callback::afterFit, before);
  }

  private void requireEpoch(int epoch) {
    if (epoch < 0 || epoch >= recipe.epochs()) {
      throw new IllegalArgumentException(
          "Epoch must be in [0, %d), got %d".formatted(recipe.epochs(), epoch));
    }
  }
}
