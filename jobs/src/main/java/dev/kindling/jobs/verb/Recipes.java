package dev.kindling.jobs.verb;

import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.Learner;
import dev.kindling.train.cluster.OptimizerPolicy;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.model.Architectures;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.Schedule;
import java.util.Map;

/** Settings as the values of {@code train}. */
final class Recipes {
  private static final int CHANNELS = 3;
  private static final double MOMENTUM = 0.9;

  private Recipes() {}

  /** What decides a fit. */
  static Learner learner(Settings settings, int classes) {
    TrainSettings train = settings.train();
    return Learner.of(
            Architectures.images(
                settings.model().architecture(), Map.of("channels", CHANNELS, "classes", classes)))
        .imageSize(settings.data().size())
        .loss(Loss.crossEntropy().smoothed(train.labelSmoothing()))
        .optimizer(optimizer(train.optimizer()))
        .schedule(schedule(train.schedule()))
        .epochs(train.epochs())
        .batchSize(train.batchSize())
        .metrics(Metric.accuracy())
        .seed(settings.seed())
        .engine(train.engine())
        .lossScaling(train.lossScaling());
  }

  /** One logical worker trains on the driver, several as Spark tasks. */
  static Strategy strategy(TrainSettings train) {
    return train.workers() == 1
        ? new Strategy.SingleNode(train.round().steps())
        : new Strategy.ParameterAveraging(
            train.workers(),
            train.round().steps(),
            OptimizerPolicy.of(train.round().optimizerState()),
            train.partitions() == 0 ? train.workers() : train.partitions());
  }

  private static Optimizer optimizer(TrainSettings.Optimizing settings) {
    Map<String, Double> common = Map.of("weight-decay", settings.weightDecay());
    return Optimizer.named(
        settings.name(),
        settings.name().equals("adam")
            ? Map.of(
                "weight-decay", settings.weightDecay(),
                "square-momentum", settings.squareMomentum(),
                "epsilon", settings.epsilon())
            : common);
  }

  /** Rate and momentum over the fit. */
  static FitSchedule schedule(TrainSettings.Scheduling settings) {
    return switch (settings.name()) {
      case "constant" -> FitSchedule.constant(settings.rate());
      case "cosine" ->
          FitSchedule.of(Schedule.cosine(settings.rate(), 0), Schedule.constant(MOMENTUM));
      default -> FitSchedule.oneCycle(settings.rate(), settings.warmup());
    };
  }
}
