package dev.kindling.train.text;

import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Schedule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a pretrained model is trained on: fit after fit, each over more of its parameter groups than
 * the one before, with smaller rates the further a group is from the output. A group of rate 0 is
 * frozen: it stays as it is, bit for bit.
 *
 * <p>Howard, Ruder: "Universal language model fine-tuning for text classification", 2018; rates as
 * fast.ai sets them.
 *
 * @param stages in order, at least one, all over the same groups
 */
public record Unfreezing(List<Stage> stages) implements Serializable {
  private static final double TURN = 0.5;
  private static final Schedule MOMENTUM = Schedule.cycle(TURN, 0.8, 0.7, 0.8);

  /**
   * One fit: one cycle of rates and momentum.
   *
   * @param epochs at least 1
   * @param peaks the highest rate of each parameter group, 0 for a frozen one; not all are
   */
  public record Stage(int epochs, List<Double> peaks) implements Serializable {
    public Stage {
      peaks = List.copyOf(peaks);
      if (epochs < 1) {
        throw new IllegalArgumentException("A stage needs at least 1 epoch, got " + epochs);
      }
      if (!peaks.stream().allMatch(peak -> peak >= 0 && Double.isFinite(peak))
          || peaks.stream().allMatch(peak -> peak == 0)) {
        throw new IllegalArgumentException(
            "A stage needs rates of at least 0, one of them more, got " + peaks);
      }
    }

    /** Rates and momentum of each group over this stage. */
    public FitSchedule schedule() {
      return new FitSchedule(
          peaks.stream().map(peak -> Schedule.oneCycle(peak, TURN)).toList(), List.of(MOMENTUM));
    }

    /** The groups that learn. */
    public List<Integer> learning() {
      return IntStream.range(0, peaks.size()).filter(g -> peaks.get(g) > 0).boxed().toList();
    }

    private Stage times(double factor) {
      return new Stage(epochs, peaks.stream().map(peak -> factor * peak).toList());
    }
  }

  public Unfreezing {
    stages = List.copyOf(stages);
    if (stages.isEmpty()
        || stages.stream().mapToInt(s -> s.peaks().size()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "Unfreezing needs at least one stage, all over as many groups, got " + stages);
    }
  }

  /**
   * For a language model on new texts, over {@link AwdLstm#groups}: embedding and decoder alone at
   * 2e-2 for one epoch; then everything at 2e-3 for {@code epochs}, the LSTMs at half of it.
   */
  public static Unfreezing languageModel(AwdLstm model, int epochs) {
    return new Unfreezing(
        List.of(
            new Stage(1, rates(model.layers(), 0, 2e-2)),
            new Stage(epochs, rates(model.layers(), 1e-3, 2e-3))));
  }

  /**
   * For a classifier on a language model's encoder, over the groups embedding, each LSTM, head: the
   * head alone at 1e-2 for one epoch; with the last LSTM at 5e-3 for one, the LSTM at half of it;
   * everything at 1e-3 for {@code epochs}, each group at half the rate of the one after it.
   *
   * @param layers LSTMs of the encoder
   */
  public static Unfreezing classifier(int layers, int epochs) {
    int body = layers + 1;
    Double[] halved = new Double[body + 1];
    Arrays.setAll(halved, group -> 1e-3 / (1 << (body - group)));
    return new Unfreezing(
        List.of(
            new Stage(1, rates(body, 0, 1e-2)),
            new Stage(1, join(rates(body - 1, 0, 2.5e-3), 5e-3)),
            new Stage(epochs, List.of(halved))));
  }

  /** Epochs of all stages. */
  public int epochs() {
    return stages.stream().mapToInt(Stage::epochs).sum();
  }

  /**
   * All stages as one fit of {@link #epochs()}: each group's rate goes from cycle to cycle. What
   * the optimizer remembers of a frozen group's gradients is kept for when it learns.
   */
  public FitSchedule schedule() {
    List<FitSchedule> each = stages.stream().map(Stage::schedule).toList();
    int groups = stages.get(0).peaks().size();
    return new FitSchedule(
        IntStream.range(0, groups)
            .mapToObj(group -> phases(stage -> each.get(stage).rates().get(group)))
            .toList(),
        List.of(phases(stage -> each.get(stage).momenta().get(0))));
  }

  private Schedule phases(IntFunction<Schedule> ofStage) {
    double all = epochs();
    return Schedule.phases(
        IntStream.range(0, stages.size())
            .mapToObj(s -> new Schedule.Phase(stages.get(s).epochs() / all, ofStage.apply(s)))
            .toList());
  }

  /** The same stages with all rates times a factor. */
  public Unfreezing times(double factor) {
    return new Unfreezing(stages.stream().map(stage -> stage.times(factor)).toList());
  }

  private static List<Double> rates(int before, double rate, double last) {
    return join(Collections.nCopies(before, rate), last);
  }

  private static List<Double> join(List<Double> rates, double last) {
    return Stream.concat(rates.stream(), Stream.of(last)).toList();
  }
}
