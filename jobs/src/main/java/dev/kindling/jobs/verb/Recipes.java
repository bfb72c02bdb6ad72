package dev.kindling.jobs.verb;

import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.RoundSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.Learner;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.ClipGradient;
import dev.kindling.train.cluster.Reading;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.Schedule;
import dev.kindling.train.text.Unfreezing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as the values of {@code train}. */
final class Recipes {
  private static final double MOMENTUM = 0.9;

  private Recipes() {}

  /**
   * What decides a fit on a dataset.
   *
   * @param origin as {@link ModelChoice#of} takes it
   * @throws SettingsException as that does
   */
  static Learner learner(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin) {
    TrainSettings train = settings.train();
    Architecture model = ModelChoice.of(settings, dataset, origin);
    Learner learner =
        learner(settings, model, dataset).sampler(Samplers.of(train.sampling(), dataset, model));
    if (!train.text().gradually()) {
      return learner;
    }
    Unfreezing stages = GradualUnfreezing.of(model, train);
    return learner
        .epochs(stages.epochs())
        .schedule(stages.schedule())
        .optimizer(GradualUnfreezing.grouped(optimizer(train.optimizer()), model));
  }

  private static Learner learner(Settings settings, Architecture model, PreparedDataset dataset) {
    TrainSettings train = settings.train();
    TargetSpec target = TargetSpec.of(dataset.manifest(), settings.model().threshold());
    List<String> vocab = dataset.manifest().vocab();
    return Learner.of(model)
        .imageSize(settings.data().size())
        .loss(
            Samplers.weighted(
                target.loss(train.labelSmoothing(), vocab), train.sampling(), dataset, model))
        .optimizer(optimizer(train.optimizer()))
        .schedule(schedule(train.schedule()))
        .epochs(train.epochs())
        .batchSize(train.batchSize())
        .metrics(target.metrics(vocab).toArray(Metric[]::new))
        .callbacks(clipping(train))
        .seed(settings.seed())
        .engine(train.engine())
        .lossScaling(train.lossScaling());
  }

  private static Callback[] clipping(TrainSettings train) {
    return train.clip() == 0 ? new Callback[0] : new Callback[] {new ClipGradient(train.clip())};
  }

  /** How texts are read. */
  static Reading reading(Settings settings) {
    TrainSettings.Reading text = settings.train().text();
    return new Reading(
        text.bptt(), text.shuffle(), text.maxTokens(), settings.model().text().direction());
  }

  /** One logical worker trains on the driver, several as Spark tasks. */
  static Strategy strategy(TrainSettings train) {
    RoundSettings round = train.round();
    return train.workers() == 1 && round.plain()
        ? new Strategy.SingleNode(round.length())
        : averaging(train);
  }

  private static Strategy averaging(TrainSettings train) {
    RoundSettings round = train.round();
    return Strategy.parameterAveraging(train.workers(), 1)
        .roundLength(round.length())
        .optimizerStates(round.optimizerState())
        .outer(round.outer())
        .compression(round.compression())
        .exchange(round.exchange())
        .partitions(train.partitions() == 0 ? train.workers() : train.partitions());
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
      default ->
          FitSchedule.of(
              Schedule.cycle(
                  settings.warmup(),
                  settings.rate() * settings.start(),
                  settings.rate(),
                  settings.rate() / 1e5),
              Schedule.cycle(
                  settings.warmup(),
                  settings.momentum(),
                  settings.lowMomentum(),
                  settings.momentum()));
    };
  }
}
