package dev.kindling.train.loop;

import dev.kindling.train.Learner;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** A whole fit of the toy problem in one place, as a driver would do it. */
final class Fit {
  final LinearEngine engine = new LinearEngine(ToyBatches.model());
  final List<Outcome> trained = new ArrayList<>();
  final List<Outcome> validated = new ArrayList<>();

  static Recipe recipe(int epochs, Callback... callbacks) {
    return Learner.of(ToyBatches.model())
        .imageSize(1)
        .optimizer(Optimizer.adam().weightDecay(0.01))
        .schedule(FitSchedule.oneCycle(0.1))
        .metrics(Metric.accuracy())
        .callbacks(callbacks)
        .epochs(epochs)
        .recipe();
  }

  static Fit run(Recipe recipe, BatchSource train, BatchSource valid) {
    Fit fit = new Fit();
    TrainingLoop loop =
        new TrainingLoop(recipe, fit.engine, recipe.optimizer().start(fit.engine.layout()));
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      Outcome trained = loop.train(train, Stretch.epoch(epoch, train.steps()));
      fit.trained.add(trained);
      if (trained.ending().kind() == Ending.Kind.FIT_CANCELLED) {
        break;
      }
      Outcome validated = loop.validate(valid, epoch);
      fit.validated.add(validated);
      if (validated.ending().kind() == Ending.Kind.FIT_CANCELLED) {
        break;
      }
    }
    return fit;
  }
}
