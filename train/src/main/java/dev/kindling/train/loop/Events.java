package dev.kindling.train.loop;

import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.CancelBatch;
import dev.kindling.train.callback.CancelEpoch;
import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.callback.TrainingState;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Calls the callbacks, lowest order first. */
final class Events {
  private final List<Callback> callbacks;
  private final TrainingState state;

  Events(List<Callback> callbacks, TrainingState state) {
    this.callbacks = callbacks.stream().sorted(Comparator.comparingInt(Callback::order)).toList();
    this.state = state;
  }

  /** Tells every callback of the event, until one throws. */
  void fire(BiConsumer<Callback, TrainingState> event) {
    for (Callback callback : callbacks) {
      event.accept(callback, state);
    }
  }

  /**
   * Runs the body, then fires the event, whatever the body did. If both throw, an error wins over a
   * cancellation and a cancellation of more over one of less; otherwise the body's wins.
   */
  void always(BiConsumer<Callback, TrainingState> event, Runnable body) {
    try {
      body.run();
    } catch (RuntimeException | Error first) {
      try {
        fire(event);
      } catch (RuntimeException second) {
        if (weight(second) > weight(first)) {
          second.addSuppressed(first);
          throw second;
        }
        first.addSuppressed(second);
      }
      throw first;
    }
    fire(event);
  }

  private static int weight(Throwable thrown) {
    if (thrown instanceof CancelBatch) {
      return 0;
    }
    if (thrown instanceof CancelEpoch) {
      return 1;
    }
    return thrown instanceof CancelFit ? 2 : 3;
  }
}
