package dev.kindling.train.callback;

import java.io.Serializable;
import java.util.Set;

/**
 * Code that runs at the events of the training loop. Every method does nothing by default. This is
 * the loop:
 *
 * <pre>{@code
 * beforeFit
 * for each epoch:
 *   beforeEpoch
 *   for each training batch:
 *     beforeBatch
 *     predictions = engine.forward(batch)
 *     afterPrediction
 *     loss = loss.of(predictions, targets)
 *     afterLoss
 *     engine.backward(loss.gradient * scale)
 *     gradient /= scale, or skip the batch as if it were cancelled: overflow
 *     afterBackward
 *     optimizer.step(parameters, gradient)
 *     afterStep
 *     on CancelBatch: afterCancelBatch
 *     always: afterBatch
 *   on CancelEpoch: afterCancelEpoch
 *   beforeValidate
 *   for each validation batch:
 *     beforeBatch
 *     predictions = engine.predict(batch)
 *     afterPrediction
 *     loss = loss.of(predictions, targets)
 *     afterLoss
 *     on CancelBatch: afterCancelBatch
 *     always: afterBatch
 *   on CancelEpoch: afterCancelEpoch
 *   afterEpoch
 * on CancelFit: afterCancelFit
 * always: afterFit
 * }</pre>
 *
 * <p>At each event the callbacks of a run are called by {@link #order()}, lowest first, and in the
 * order in which they were given where it is equal. {@code state.cancelBatch("why")}, {@code
 * cancelEpoch} and {@code cancelFit} leave the batch, the pass or the fit at once: callbacks after
 * this one do not see the event. Metrics count a batch after {@code afterLoss}, so a batch that is
 * cancelled by then counts in none.
 *
 * <p>Callbacks run where the batch runs. Under parameter averaging each logical worker goes through
 * the loop above on its own shard, in pieces, on any executor:
 *
 * <ul>
 *   <li>{@code beforeFit} fires with the worker's first batch of all, {@code beforeEpoch} with its
 *       first batch of the epoch, {@code beforeValidate}, {@code afterEpoch} and (in the last
 *       epoch) {@code afterFit} with its part of the validation;
 *   <li>metrics and losses that it sees are the worker's own, not the run's; parameters are the
 *       worker's own between two averagings;
 *   <li>each piece starts from the callback as it was given, so it must not rely on what a field
 *       held in an earlier piece, and a piece may be redone.
 * </ul>
 *
 * <p>What must see the whole run belongs in a {@link RunListener}.
 */
public interface Callback extends Serializable {
  /** Callbacks are called lowest first; 0 by default. */
  default int order() {
    return 0;
  }

  /**
   * Layers whose results this reads, by their names in the graph, with {@link
   * TrainingState#activations} and {@link TrainingState#activationGradient}; none by default.
   * Watching costs a copy of each at every batch, and keeps ReLU from joining a batch norm.
   */
  default Set<String> watches() {
    return Set.of();
  }

  /** The fit begins. */
  default void beforeFit(TrainingState state) {}

  /** An epoch begins. */
  default void beforeEpoch(TrainingState state) {}

  /** A batch, of training or of validation, is about to be computed. */
  default void beforeBatch(TrainingState state) {}

  /** The batch's logits are known. */
  default void afterPrediction(TrainingState state) {}

  /** The batch's loss is known. */
  default void afterLoss(TrainingState state) {}

  /** The gradient is known and may be changed in place. Training only. */
  default void afterBackward(TrainingState state) {}

  /** The optimizer changed the parameters. Training only. */
  default void afterStep(TrainingState state) {}

  /** The batch is over, cancelled or not. */
  default void afterBatch(TrainingState state) {}

  /** The validation of an epoch begins. */
  default void beforeValidate(TrainingState state) {}

  /** The epoch is over, its validation included; metrics are the validation's. */
  default void afterEpoch(TrainingState state) {}

  /** The fit is over, cancelled or not. */
  default void afterFit(TrainingState state) {}

  /** A callback left the batch, or its scaled gradient overflowed. */
  default void afterCancelBatch(TrainingState state) {}

  /** A callback left the pass over batches. */
  default void afterCancelEpoch(TrainingState state) {}

  /** A callback left the fit. */
  default void afterCancelFit(TrainingState state) {}
}
