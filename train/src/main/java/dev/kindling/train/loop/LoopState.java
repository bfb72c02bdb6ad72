package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.callback.CancelBatch;
import dev.kindling.train.callback.CancelEpoch;
import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.callback.TrainingState;
import dev.kindling.train.engine.Activations;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.UnavailableEngineException;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.optim.Hypers;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one mutable place of the loop: where it is, and what the current batch has come to. */
final class LoopState implements TrainingState {
  /** How much is open to be cancelled. */
  private enum Open {
    NOTHING,
    FIT,
    PASS,
    BATCH
  }

  private final Recipe recipe;
  private final Network engine;
  private final Objective objective;
  private Tally tally;
  private Open open = Open.NOTHING;
  private int epoch;
  private int steps;
  private int step;
  private double position;
  private boolean training;
  private boolean done;
  private String cancelled = "";
  private @Nullable Batch batch;
  private @Nullable Hypers hypers;
  private double lossScale = 1;
  private boolean predicted;
  private @Nullable Scores scores;

  LoopState(Recipe recipe, Network engine, Objective objective) {
    this.recipe = recipe;
    this.engine = engine;
    this.objective = objective;
    this.tally = new Tally(recipe.metrics());
    watch(
        recipe.callbacks().stream()
            .flatMap(callback -> callback.watches().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private void watch(Set<String> layers) {
    if (engine instanceof Engine shows) {
      shows.watch(layers);
    } else if (!layers.isEmpty()) {
      throw new UnavailableEngineException("Language models do not show their layers to callbacks");
    }
  }

  private Engine showing() {
    if (engine instanceof Engine shows) {
      return shows;
    }
    throw new UnavailableEngineException("Language models do not show their layers to callbacks");
  }

  // What the loop tells it.

  void scaledBy(double scale) {
    lossScale = scale;
  }

  void beginTraining(Stretch stretch) {
    begin(true, stretch.epoch(), stretch.stepsPerEpoch(), stretch.from());
    position = stretch.position(stretch.from(), recipe.epochs());
  }

  void beginValidation(int epoch, int steps) {
    begin(false, epoch, steps, 0);
    position = (epoch + 1.0) / recipe.epochs();
  }

  private void begin(boolean training, int epoch, int steps, int step) {
    this.training = training;
    this.epoch = epoch;
    this.steps = steps;
    this.step = step;
    tally = new Tally(recipe.metrics());
    open = Open.FIT;
    clearBatch();
  }

  void openPass() {
    open = Open.PASS;
  }

  void closePass() {
    open = Open.FIT;
    clearBatch();
  }

  void closeFit() {
    open = Open.NOTHING;
    clearBatch();
  }

  /** A batch to learn from, at a position of the fit. */
  void openBatch(Batch batch, int step, double position) {
    openBatch(batch, step);
    this.position = position;
    hypers = recipe.schedule().at(position);
  }

  /** A batch to validate. */
  void openBatch(Batch batch, int step) {
    clearBatch();
    this.batch = batch;
    this.step = step;
    open = Open.BATCH;
  }

  void predicted() {
    predicted = true;
  }

  void lost(Scores scores) {
    this.scores = scores;
  }

  /** Adds the batch to the metrics. */
  void count() {
    tally.addMetrics(presentScores());
  }

  /** The batch has had its effect; a cancellation from here on cannot take it back. */
  void done() {
    done = true;
  }

  void cancelledBecause(String reason) {
    cancelled = reason;
    open = Open.PASS;
  }

  /** The step is not taken: its gradient overflowed. */
  CancelBatch overflowed(double scale) {
    tally.addSkipped();
    return new CancelBatch("gradient overflow at loss scale %.0f".formatted(scale));
  }

  void closeBatch() {
    open = Open.PASS;
    if (done) {
      tally.addDone(batch());
    } else {
      tally.addCancelled(batch());
    }
    if (training) {
      double mean = scores == null ? Double.NaN : scores.loss().mean();
      tally.addStep(new StepRecord(epoch, step, batch().count(), hypers(), mean, cancelled));
    }
  }

  void end(Ending.Kind kind, String reason) {
    tally.end(new Ending(kind, reason));
  }

  Outcome outcome() {
    return tally.outcome();
  }

  private void clearBatch() {
    batch = null;
    hypers = null;
    predicted = false;
    scores = null;
    done = false;
    cancelled = "";
  }

  // What callbacks see.

  @Override
  public int epochs() {
    return recipe.epochs();
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public double position() {
    return position;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Batch batch() {
    return present(batch, "batch", "from beforeBatch to afterBatch");
  }

  @Override
  public float[] predictions() {
    Objective shown = predicted ? objective : null;
    return present(shown, "prediction", "from afterPrediction to afterBatch").predictions();
  }

  @Override
  public double loss() {
    return presentScores().loss().mean();
  }

  private Scores presentScores() {
    return present(scores, "loss", "from afterLoss to afterBatch");
  }

  @Override
  public Hypers hypers() {
    return present(hypers, "rate or momentum", "from beforeBatch to afterBatch of training");
  }

  @Override
  public double metric(String name) {
    return Outcome.sum(tally.sums(), name).mean();
  }

  @Override
  public SortedMap<String, MetricSum> metrics() {
    return tally.sums();
  }

  @Override
  public ParameterLayout layout() {
    return engine.layout();
  }

  @Override
  public FloatBuffer parameters() {
    return engine.parameters();
  }

  @Override
  public FloatBuffer gradient() {
    return engine.gradient();
  }

  @Override
  public Activations activations(String layer) {
    return showing().activations(layer);
  }

  @Override
  public Activations activationGradient(String layer) {
    return showing().activationGradient(layer).dividedBy(lossScale);
  }

  @Override
  public CancelBatch cancelBatch(String reason) {
    requireOpen(Open.BATCH, "batch");
    throw new CancelBatch(reason);
  }

  @Override
  public CancelEpoch cancelEpoch(String reason) {
    requireOpen(Open.PASS, "pass over batches");
    throw new CancelEpoch(reason);
  }

  @Override
  public CancelFit cancelFit(String reason) {
    requireOpen(Open.FIT, "fit");
    throw new CancelFit(reason);
  }

  private void requireOpen(Open least, String what) {
    if (open.compareTo(least) < 0) {
      throw new IllegalStateException(
          "There is no %s to cancel at this event, epoch %d, step %d".formatted(what, epoch, step));
    }
  }

  private static <T> T present(@Nullable T value, String what, String when) {
    if (value == null) {
      throw new IllegalStateException(
          "There is no %s at this event, only %s".formatted(what, when));
    }
    return value;
  }
}
