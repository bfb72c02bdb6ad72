package dev.kindling.train.callback;

/** Ends the fit at the first training loss that is infinite or not a number, before its step. */
public record NonFiniteLoss() implements Callback {
  @Override
  public void afterLoss(TrainingState state) {
    if (state.training() && !Double.isFinite(state.loss())) {
      throw state.cancelFit(
          "loss is %s in epoch %d, step %d; try a lower learning rate"
              .formatted(state.loss(), state.epoch(), state.step()));
    }
  }
}
