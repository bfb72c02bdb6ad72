package dev.kindling.train.loop;

import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.TrainingState;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes the name of each event to a list and then does something else.
 *
 * @param events what happened, such as {@code afterLoss}
 * @param then told of the event's name and the state
 */
record Trace(List<String> events, BiConsumer<String, TrainingState> then) implements Callback {
  Trace(List<String> events) {
    this(events, (event, state) -> {});
  }

  private void add(String event, TrainingState state) {
    events.add(event);
    then.accept(event, state);
  }

  @Override
  public void beforeFit(TrainingState state) {
    add("beforeFit", state);
  }

  @Override
  public void beforeEpoch(TrainingState state) {
    add("beforeEpoch", state);
  }

  @Override
  public void beforeBatch(TrainingState state) {
    add("beforeBatch", state);
  }

  @Override
  public void afterPrediction(TrainingState state) {
    add("afterPrediction", state);
  }

  @Override
  public void afterLoss(TrainingState state) {
    add("afterLoss", state);
  }

  @Override
  public void afterBackward(TrainingState state) {
    add("afterBackward", state);
  }

  @Override
  public void afterStep(TrainingState state) {
    add("afterStep", state);
  }

  @Override
  public void afterBatch(TrainingState state) {
    add("afterBatch", state);
  }

  @Override
  public void beforeValidate(TrainingState state) {
    add("beforeValidate", state);
  }

  @Override
  public void afterEpoch(TrainingState state) {
    add("afterEpoch", state);
  }

  @Override
  public void afterFit(TrainingState state) {
    add("afterFit", state);
  }

  @Override
  public void afterCancelBatch(TrainingState state) {
    add("afterCancelBatch", state);
  }

  @Override
  public void afterCancelEpoch(TrainingState state) {
    add("afterCancelEpoch", state);
  }

  @Override
  public void afterCancelFit(TrainingState state) {
    add("afterCancelFit", state);
  }
}
