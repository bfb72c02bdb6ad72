package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Stretch;

/**
 * The workers of one fit, wherever they are, with the state that they share between rounds. Used by
 * one thread.
 */
interface Crew extends AutoCloseable {
  /** What lies where in the parameters. */
  ParameterLayout layout();

  /** The parameters and optimizer state that a fit starts from. */
  ModelState start();

  /** Makes this the state that the next round starts from; takes ownership. */
  void load(ModelState state);

  /** The state after the last round; a snapshot that the crew does not change. */
  ModelState state();

  /** The parameters of {@link #state()} alone. */
  float[] parameters();

  /** Steps of an epoch: those of the worker with the most rows. */
  int stepsPerEpoch();

  /** Training rows over all workers. */
  long examples();

  /** Trains every worker on these steps of its shard and brings them together. */
  RoundResult train(Stretch stretch, int round);

  /** Validates on every worker's part, merged in worker order. */
  Validation validate(int epoch);

  /** What batch norms see over batches of an epoch of train, merged in worker order. */
  BatchStatistics statistics(int epoch);

  @Override
  void close();
}
