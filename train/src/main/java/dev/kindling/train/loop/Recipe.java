package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.engine.ClassifierEngineSpec;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.ImageEngineSpec;
import dev.kindling.train.engine.LanguageEngineSpec;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.ImageArchitecture;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.precision.LossScaling;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.TextClassifier;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that decides what a fit does, except its data: immutable and sent to every worker.
 *
 * @param architecture the model, without its parameters
 * @param imageSize rows and columns of the images that the model takes, in pixels
 * @param loss what is made small
 * @param optimizer how gradients change parameters
 * @param schedule rate and momentum over the fit
 * @param epochs passes over the items, each of what the sampler takes
 * @param batchSize items of a step, per logical worker
 * @param metrics what is reported beside the loss
 * @param callbacks what runs at the events of the loop
 * @param seed the root of everything random
 * @param engine what computes, in which precision
 * @param lossScaling what losses are multiplied by before backward
 * @param sampler which items an epoch takes, and how often
 */
public record Recipe(
    Architecture architecture,
    int imageSize,
    Loss loss,
    Optimizer optimizer,
    FitSchedule schedule,
    int epochs,
    int batchSize,
    List<Metric> metrics,
    List<Callback> callbacks,
    Seed seed,
    EngineChoice engine,
    LossScaling lossScaling,
    EpochSampler sampler)
    implements Serializable {
  public Recipe {
    requireNonNull(architecture, "architecture");
    requireNonNull(loss, "loss");
    requireNonNull(optimizer, "optimizer");
    requireNonNull(schedule, "schedule");
    requireNonNull(seed, "seed");
    requireNonNull(engine, "engine");
    requireNonNull(lossScaling, "lossScaling");
    requireNonNull(sampler, "sampler");
    metrics = List.copyOf(metrics);
    callbacks = List.copyOf(callbacks);
    requirePositive(imageSize, "Image size");
    requirePositive(epochs, "Epochs");
    requirePositive(batchSize, "Batch size");
    requireDistinct(metrics);
  }

  /**
   * The usual recipe for a model: 224 pixels, cross entropy, Adam, one cycle to 1e-3, 5 epochs of
   * batches of 64, accuracy, seed 42, any engine, no loss scaling, every item once an epoch.
   */
  public static Recipe of(Architecture architecture) {
    return new Recipe(
        architecture,
        224,
        Loss.crossEntropy(),
        Optimizer.adam(),
        FitSchedule.oneCycle(1e-3),
        5,
        64,
        List.of(Metric.accuracy()),
        List.of(),
        new Seed(42),
        EngineChoice.ANY,
        LossScaling.none(),
        EpochSampler.everyItemOnce());
  }

  /** The engine that this recipe means on this machine. */
  public EngineSpec<?> engineSpec() {
    if (architecture instanceof ImageArchitecture images) {
      return ImageEngineSpec.of(images, imageSize, engine);
    }
    if (architecture instanceof AwdLstm language) {
      return LanguageEngineSpec.of(language, engine);
    }
    if (architecture instanceof TextClassifier classifier) {
      return ClassifierEngineSpec.of(classifier, engine);
    }
    throw new IllegalStateException("No engine runs " + architecture.name());
  }

  /**
   * This, if its parts fit one another; called before it is used.
   *
   * @throws IllegalStateException if the schedule is for another number of parameter groups than
   *     the optimizer has
   */
  public Recipe checked() {
    int groups = optimizer.groups().count();
    if (schedule.groups() != 1 && schedule.groups() != groups) {
      throw new IllegalStateException(
          "Schedule for %d parameter groups does not fit an optimizer with %d"
              .formatted(schedule.groups(), groups));
    }
    return this;
  }

  private static void requirePositive(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value);
    }
  }

  private static void requireDistinct(List<Metric> metrics) {
    Set<String> names = new HashSet<>(Set.of(Outcome.LOSS));
    for (Metric metric : metrics) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "Metric name '%s' is taken; the loss is always recorded, and names must differ"
                .formatted(metric.name()));
      }
    }
  }
}
