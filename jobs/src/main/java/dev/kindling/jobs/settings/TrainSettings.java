package dev.kindling.jobs.settings;

import dev.kindling.train.cluster.Finishing;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.precision.LossScaling;
import java.util.List;

/**
 * How a model learns.
 *
 * @param epochs passes over the items
 * @param batchSize items of a step, for each logical worker
 * @param optimizer how gradients change parameters
 * @param schedule how the learning rate goes
 * @param labelSmoothing share of the target spread over all classes, in [0, 1)
 * @param workers logical workers
 * @param partitions Spark partitions that they are spread over; 0 for one each
 * @param round what happens between two averagings
 * @param finishing what of the fit is published
 * @param checkpoint how often state is saved
 * @param engine what computes, in which precision
 * @param lossScaling what losses are multiplied by before backward
 * @param clip the norm above which gradients are shortened, above 0; 0 for any length
 * @param text how texts are read
 * @param sampling which items an epoch takes
 */
public record TrainSettings(
    int epochs,
    int batchSize,
    Optimizing optimizer,
    Scheduling schedule,
    double labelSmoothing,
    int workers,
    int partitions,
    RoundSettings round,
    Finishing finishing,
    Checkpointing checkpoint,
    EngineChoice engine,
    LossScaling lossScaling,
    double clip,
    Reading text,
    SamplingSettings sampling) {
  /**
   * How texts are read.
   *
   * @param bptt steps of a window of a language model
   * @param shuffle whether every epoch has another order of documents
   * @param maxTokens of longer documents, a classifier reads so many at their end
   * @param gradually whether layers learn one after the other, from the output to the input
   */
  public record Reading(int bptt, boolean shuffle, int maxTokens, boolean gradually) {}

  /**
   * How gradients change parameters.
   *
   * @param name {@code adam}, {@code momentum} or {@code sgd}
   * @param weightDecay at least 0
   * @param squareMomentum share of the mean of squares kept in each step, in [0, 1)
   * @param epsilon above 0
   */
  public record Optimizing(
      String name, double weightDecay, double squareMomentum, double epsilon) {}

  /**
   * How the learning rate goes.
   *
   * @param name {@code one-cycle}, {@code constant} or {@code cosine}
   * @param rate the highest, above 0
   * @param warmup share of the fit that goes up, in (0, 1)
   * @param start share of the rate that one cycle begins with, in (0, 1]
   * @param momentum at the ends of one cycle, and throughout where there is none, in [0, 1)
   * @param lowMomentum where one cycle's rate is highest, in [0, 1)
   */
  public record Scheduling(
      String name, double rate, double warmup, double start, double momentum, double lowMomentum) {}

  /**
   * How often state is saved.
   *
   * @param rounds between two checkpoints
   * @param keep checkpoints kept
   */
  public record Checkpointing(int rounds, int keep) {}

  static TrainSettings from(Reader reader) {
    return new TrainSettings(
        reader.count("train.epochs", 1),
        reader.count("train.batch-size", 1),
        new Optimizing(
            reader.oneOf(
                "train.optimizer.name", List.of("adam", "momentum", "sgd"), List.of("lamb")),
            reader.number("train.optimizer.weight-decay", Interval.NOT_NEGATIVE),
            reader.number("train.optimizer.square-momentum", Interval.BELOW_ONE),
            reader.number("train.optimizer.epsilon", Interval.POSITIVE)),
        new Scheduling(
            reader.oneOf("train.schedule.name", List.of("one-cycle", "constant", "cosine")),
            reader.number("train.schedule.rate", Interval.POSITIVE),
            reader.number("train.schedule.warmup", Interval.INSIDE_UNIT),
            reader.number("train.schedule.start", Interval.POSITIVE_UNIT),
            reader.number("train.schedule.momentum", Interval.BELOW_ONE),
            reader.number("train.schedule.low-momentum", Interval.BELOW_ONE)),
        reader.number("train.label-smoothing", Interval.BELOW_ONE),
        reader.count("train.workers", 1),
        reader.count("train.partitions", 0),
        RoundSettings.from(reader),
        new Finishing(
            reader.number("train.ema", Interval.BELOW_ONE),
            reader.oneOf("train.batch-norm", List.of("average", "recompute")).equals("average")
                ? Finishing.BatchNorm.AVERAGE
                : Finishing.BatchNorm.RECOMPUTE),
        new Checkpointing(
            reader.count("train.checkpoint.rounds", 1), reader.count("train.checkpoint.keep", 1)),
        new EngineChoice(
            reader.oneOf("train.engine", EngineChoice.engines()),
            reader.oneOf("train.precision", EngineChoice.precisions())),
        lossScaling(reader),
        reader.number("train.clip", Interval.NOT_NEGATIVE),
        new Reading(
            reader.count("train.bptt", 1),
            reader.oneOf("train.shuffle", List.of("true", "false")).equals("true"),
            reader.count("train.max-tokens", 1),
            reader.oneOf("train.unfreeze", List.of("at-once", "gradual")).equals("gradual")),
        SamplingSettings.from(reader));
  }

  private static LossScaling lossScaling(Reader reader) {
    String key = "train.loss-scale";
    return switch (reader.text(key)) {
      case "none" -> LossScaling.none();
      case "dynamic" -> LossScaling.dynamic();
      default -> LossScaling.fixed(reader.number(key, "none, dynamic or ", Interval.LOSS_SCALE));
    };
  }
}
