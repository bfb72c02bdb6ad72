package dev.kindling.train.callback;

import dev.kindling.train.model.MetricSum;
import java.util.SortedMap;

/**
 * Code that runs on the driver between rounds, with the figures of the whole run: progress, plots,
 * checkpoints, early stopping. Every method does nothing by default. Not serialised; called by one
 * thread. It ends the run by throwing {@link CancelFit} with a reason.
 */
public interface RunListener {
  /** A round of training is over and its parameters are averaged. */
  default void afterRound(Round round) {}

  /** An epoch is over, its validation included. */
  default void afterEpoch(Epoch epoch) {}

  /**
   * What a round did, over all logical workers.
   *
   * @param round from 0 over the whole fit
   * @param epoch from 0
   * @param epochs of the whole fit
   * @param step steps of the epoch done after this round, per logical worker
   * @param steps steps of an epoch, per logical worker
   * @param examples items trained on in this round
   * @param train sums over this round, by name
   * @param seconds wall time of this round
   * @param costs where that went, and what was moved
   */
  record Round(
      int round,
      int epoch,
      int epochs,
      int step,
      int steps,
      long examples,
      SortedMap<String, MetricSum> train,
      double seconds,
      RoundCosts costs) {}

  /**
   * What an epoch did, over all logical workers.
   *
   * @param epoch from 0
   * @param epochs of the whole fit
   * @param train sums over the training items, by name
   * @param valid sums over the validation items, by name; empty if there are none
   * @param seconds wall time of this epoch
   */
  record Epoch(
      int epoch,
      int epochs,
      SortedMap<String, MetricSum> train,
      SortedMap<String, MetricSum> valid,
      double seconds) {}
}
