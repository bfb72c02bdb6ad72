package dev.kindling.train.callback;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Activations;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.optim.Hypers;
import java.nio.FloatBuffer;
import java.util.SortedMap;

/**
 * Where the loop is, as callbacks see it. One state lives as long as its loop; what it hands out is
 * valid during the event only. Not thread-safe.
 *
 * <p>An accessor that has nothing to give at the event, such as {@link #batch()} in {@code
 * beforeEpoch}, throws {@link IllegalStateException} with the reason.
 */
public interface TrainingState {
  /** Epochs of the whole fit. */
  int epochs();

  /** The epoch, from 0. */
  int epoch();

  /** Training batches of an epoch; batches of the pass while validating. */
  int steps();

  /** The batch of the epoch, from 0, in training or in validation. */
  int step();

  /** Progress of the whole fit in [0, 1], as schedules see it; training never reaches 1. */
  double position();

  /** Whether batches train the model now, rather than validate it. */
  boolean training();

  /** The batch; from {@code beforeBatch} to {@code afterBatch}. */
  Batch batch();

  /** Logits of the batch, {@code [batch, classes]} row-major; from {@code afterPrediction} on. */
  float[] predictions();

  /** Mean loss of the batch; from {@code afterLoss} on. */
  double loss();

  /** Rate and momentum of this step. Training batches only. */
  Hypers hypers();

  /**
   * Mean over the items so far of the present pass.
   *
   * @param name {@code loss} or the name of one of the run's metrics
   * @throws IllegalArgumentException if the run records none of that name
   */
  double metric(String name);

  /** Sums over the items so far of the present pass, by name; a snapshot. */
  SortedMap<String, MetricSum> metrics();

  /** What lies where in parameters and gradient. */
  ParameterLayout layout();

  /** The engine's live parameters; writing changes the model. */
  FloatBuffer parameters();

  /** The engine's live gradient; meaningful from {@code afterBackward} to {@code afterStep}. */
  FloatBuffer gradient();

  /**
   * What a layer computed for the batch; from {@code afterPrediction} to {@code afterLoss} of a
   * training batch, for a layer that the callback {@link Callback#watches() watches}.
   *
   * @throws dev.kindling.train.engine.UnavailableEngineException if the engine shows no layers
   */
  Activations activations(String layer);

  /**
   * The gradient of the loss by what a watched layer computed; in {@code afterBackward} and {@code
   * afterStep}.
   *
   * @throws dev.kindling.train.engine.UnavailableEngineException if the engine does not show it
   */
  Activations activationGradient(String layer);

  /**
   * Leaves the current batch.
   *
   * @return never; so that callers may write {@code throw state.cancelBatch("why")}
   * @throws CancelBatch always
   * @throws IllegalStateException if no batch is being computed
   */
  CancelBatch cancelBatch(String reason);

  /**
   * Leaves the current pass over batches.
   *
   * @return never; so that callers may write {@code throw state.cancelEpoch("why")}
   * @throws CancelEpoch always
   * @throws IllegalStateException if no pass is going on
   */
  CancelEpoch cancelEpoch(String reason);

  /**
   * Leaves the fit.
   *
   * @return never; so that callers may write {@code throw state.cancelFit("why")}
   * @throws CancelFit always
   * @throws IllegalStateException if the fit is over
   */
  CancelFit cancelFit(String reason);
}
