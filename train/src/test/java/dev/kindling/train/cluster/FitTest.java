package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.ItemWeights;
import dev.kindling.datablock.shard.WeightedSampler;
import dev.kindling.train.Learner;
import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.callback.TrainingState;
import dev.kindling.train.loop.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class FitTest {
  @TempDir Path directory;

  private static Strategy.ParameterAveraging averaging(int workers) {
    return Strategy.parameterAveraging(workers, 3);
  }

  private static Fitted fit(Strategy strategy) {
    return Fit.of(ToyWorkbench.of(), strategy).run(ToyWorkbench.data(2));
  }

  private static String sum(Fitted fitted) {
    return Sha256.of(fitted.parameters());
  }

  @Test
  void oneLogicalWorkerIsPlainTrainingBitForBit() {
    Fitted plain = fit(Strategy.singleNode());
    Fitted averaged = fit(averaging(1));

    assertThat(sum(averaged)).isEqualTo(sum(plain));
    assertThat(averaged.progress().steps()).isEqualTo(plain.progress().steps());
    assertThat(averaged.progress().epochs().get(1).valid())
        .isEqualTo(plain.progress().epochs().get(1).valid());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void partitionsDoNotChangeABit(int workers) {
    String expected = sum(fit(averaging(workers)));

    for (int partitions : new int[] {1, 2, 7}) {
      Fitted fitted =
          Fit.of(ToyWorkbench.of(), averaging(workers).partitions(partitions))
              .run(ToyWorkbench.data(partitions));
      assertThat(sum(fitted)).isEqualTo(expected);
    }
  }

  @Test
  void workersChangeTheResult() {
    assertThat(sum(fit(averaging(2)))).isNotEqualTo(sum(fit(averaging(1))));
  }

  @Test
  void learns() {
    Progress.EpochRecord last = fit(averaging(3)).progress().epochs().get(1);

    assertThat(last.valid().get("accuracy").mean()).isGreaterThan(0.9);
    assertThat(last.valid().get("accuracy").count()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void trainsOnEveryItemInEveryEpoch(int workers) {
    Progress progress = fit(averaging(workers)).progress();

    assertThat(progress.epochs()).extracting(e -> e.train().examples()).containsExactly(61L, 61L);
    assertThat(progress.rounds().stream().mapToLong(Progress.RoundRecord::examples).sum())
        .isEqualTo(122);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSamplerDecidesWhatAnEpochTakes(int workers) {
    EpochSampler sampler =
        new WeightedSampler(new ItemWeights.ByTarget(List.of(1.0, 2.0, 3.0)), 1.5);
    ToyWorkbench sampled =
        new ToyWorkbench(Learner.of(ToyWorkbench.of().recipe()).sampler(sampler).recipe());

    Fitted fitted = Fit.of(sampled, averaging(workers)).run(ToyWorkbench.data(2));
    Fitted elsewhere = Fit.of(sampled, averaging(workers).partitions(1)).run(ToyWorkbench.data(3));

    // 61 items, one and a half times; each worker's share is rounded.
    assertThat(fitted.progress().epochs())
        .allSatisfy(e -> assertThat(e.train().examples()).isBetween(90L, 93L));
    assertThat(sum(elsewhere)).isEqualTo(sum(fitted));
    assertThat(sum(fitted)).isNotEqualTo(sum(fit(averaging(workers))));
  }

  @Test
  void aFreshOptimizerEveryRoundGivesAnotherResult() {
    Strategy reset = averaging(2).optimizerStates(OptimizerPolicy.RESET);

    assertThat(sum(fit(reset))).isNotEqualTo(sum(fit(averaging(2))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void goesOnAfterAKillAsIfNothingHadHappened(int workers) {
    Strategy strategy = workers == 0 ? new Strategy.SingleNode(3) : averaging(workers);
    Fitted unbroken = fit(strategy);
    for (int killedAfter = 0; killedAfter < unbroken.progress().rounds().size(); killedAfter++) {
      Path place = directory.resolve("killed-after-" + killedAfter);
      Fit fit =
          Fit.of(ToyWorkbench.of(), strategy)
              .checkpoints(new Checkpoints(place, 2, 2, Checkpoints.Resume.AUTO));
      RunListener kill = new Kill(killedAfter);
      assertThatThrownBy(() -> fit.listeners(List.of(kill)).run(ToyWorkbench.data(2)))
          .hasMessage("killed");

      Fitted resumed = fit.run(ToyWorkbench.data(3));

      assertThat(sum(resumed)).isEqualTo(sum(unbroken));
      assertThat(resumed.progress().steps()).isEqualTo(unbroken.progress().steps());
      assertThat(resumed.progress().epochs().get(0).train().metrics())
          .isEqualTo(unbroken.progress().epochs().get(0).train().metrics());
      assertThat(place.toFile().list()).hasSizeLessThanOrEqualTo(2);
    }
  }

  private record Kill(int afterRound) implements RunListener {
    @Override
    public void afterRound(Round round) {
      if (round.round() == afterRound) {
        throw new IllegalStateException("killed");
      }
    }
  }

  @Test
  void aFinishedFitIsNotTrainedAgain() {
    Fit fit = Fit.of(ToyWorkbench.of(), averaging(2)).checkpoints(Checkpoints.in(directory));
    Fitted first = fit.run(ToyWorkbench.data(2));

    Fitted again = fit.listeners(List.of(new Kill(0))).run(ToyWorkbench.data(2));

    assertThat(again.resumedAt()).contains(new Cursor(2, 0));
    assertThat(sum(again)).isEqualTo(sum(first));
    assertThat(again.progress().epochs()).hasSize(2);
  }

  @Test
  void refusesCheckpointsOfAnotherFitAndSaysWhatDiffers() {
    Fit.of(ToyWorkbench.of(), averaging(2))
        .checkpoints(Checkpoints.in(directory))
        .run(ToyWorkbench.data(2));
    FitData other = ToyWorkbench.data(2);
    FitData later = new FitData(other.train(), other.valid(), other.path(), 4);

    assertThatThrownBy(
            () ->
                Fit.of(ToyWorkbench.of(), averaging(3))
                    .checkpoints(Checkpoints.in(directory))
                    .run(later))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dataset.version is 3 there and 4 here")
        .hasMessageContaining("strategy.workers is 2 there and 3 here");
  }

  @Test
  void refusesToStartAnewWhereCheckpointsLie() {
    Fit fit =
        Fit.of(ToyWorkbench.of(), averaging(1))
            .checkpoints(new Checkpoints(directory, 5, 1, Checkpoints.Resume.NEVER));
    fit.run(ToyWorkbench.data(1));

    assertThatThrownBy(() -> fit.run(ToyWorkbench.data(1)))
        .hasMessageContaining("holds checkpoints already");
  }

  @Test
  void tellsListenersOfRoundsAndEpochs() {
    List<String> told = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void afterRound(Round round) {
            told.add("round %d to %d of %d".formatted(round.round(), round.step(), round.steps()));
          }

          @Override
          public void afterEpoch(Epoch epoch) {
            told.add("epoch " + epoch.epoch() + " of " + epoch.epochs());
          }
        };

    Fit.of(ToyWorkbench.of(), new Strategy.SingleNode(8))
        .listeners(List.of(listener))
        .run(ToyWorkbench.data(2));

    assertThat(told)
        .containsExactly(
            "round 0 to 8 of 16",
            "round 1 to 16 of 16",
            "epoch 0 of 2",
            "round 2 to 8 of 16",
            "round 3 to 16 of 16",
            "epoch 1 of 2");
  }

  @Test
  void aListenerEndsTheFitWithAReason() {
    RunListener enough =
        new RunListener() {
          @Override
          public void afterEpoch(Epoch epoch) {
            throw new CancelFit("good enough");
          }
        };

    Progress progress =
        Fit.of(ToyWorkbench.of(), averaging(2))
            .listeners(List.of(enough))
            .run(ToyWorkbench.data(2))
            .progress();

    assertThat(progress.epochs()).hasSize(1);
    assertThat(progress.ending()).isEqualTo(new Ending(Ending.Kind.FIT_CANCELLED, "good enough"));
  }

  @Test
  void aWorkerThatIsNotFiniteIsLeftOutAndCounted() {
    Fitted fitted =
        Fit.of(ToyWorkbench.of(new Poison("train/é 5", 1)), averaging(3)).run(ToyWorkbench.data(2));

    assertThat(fitted.progress().rounds().stream().mapToInt(Progress.RoundRecord::dropped).sum())
        .isEqualTo(1);
    assertThat(fitted.progress().epochs().get(0).train().dropped()).isEqualTo(0);
    assertThat(fitted.progress().epochs().get(1).train().dropped()).isEqualTo(1);
    assertThat(fitted.progress().epochs().get(1).train().examples()).isEqualTo(61);
    for (float value : fitted.parameters()) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void divergesWhenNoWorkerIsLeft(int workers) {
    Strategy strategy = workers == 0 ? Strategy.singleNode() : averaging(1);
    Fit fit =
        Fit.of(ToyWorkbench.of(new Poison("train/é 5", 1)), strategy)
            .checkpoints(Checkpoints.in(directory));

    assertThatThrownBy(() -> fit.run(ToyWorkbench.data(2)))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("diverged in epoch 2")
        .hasMessageContaining("The last checkpoint is whole");
    assertThat(Files.exists(directory.resolve("epoch-000001-step-000000000.checkpoint"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatHappensOnlyOnceIsMadeGoodFromTheLastCheckpoint(int workers) {
    Strategy strategy = workers == 0 ? new Strategy.SingleNode(3) : averaging(1);
    String unbroken = sum(fit(strategy));
    PoisonOnce.STRUCK.set(false);

    Fitted healed =
        Fit.of(ToyWorkbench.of(new PoisonOnce("train/é 5", 1)), strategy)
            .checkpoints(new Checkpoints(directory, 2, 2, Checkpoints.Resume.NEVER))
            .run(ToyWorkbench.data(2));

    assertThat(PoisonOnce.STRUCK).isTrue();
    assertThat(sum(healed)).isEqualTo(unbroken);
  }

  /** What a faulty machine does: the same as {@link Poison}, but not again. */
  private record PoisonOnce(String key, int epoch) implements Callback {
    private static final AtomicBoolean STRUCK = new AtomicBoolean();

    @Override
    public void afterStep(TrainingState state) {
      if (state.epoch() == epoch
          && state.batch().keys().contains(key)
          && STRUCK.compareAndSet(false, true)) {
        state.parameters().put(0, Float.POSITIVE_INFINITY);
      }
    }
  }

  /** Makes a parameter infinite after the step on one item in one epoch. */
  private record Poison(String key, int epoch) implements Callback {
    @Override
    public void afterStep(TrainingState state) {
      if (state.epoch() == epoch && state.batch().keys().contains(key)) {
        state.parameters().put(0, Float.POSITIVE_INFINITY);
      }
    }
  }

  @Test
  void refusesAKeyThatOccursTwice() {
    FitData data = ToyWorkbench.data(2);
    FitData twice = new FitData(data.train().union(data.train()), data.valid(), data.path(), 0);

    assertThatThrownBy(() -> Fit.of(ToyWorkbench.of(), averaging(2)).run(twice))
        .hasStackTraceContaining("occurs twice");
    assertThatThrownBy(() -> Fit.of(ToyWorkbench.of(), Strategy.singleNode()).run(twice))
        .hasStackTraceContaining("occurs twice");
  }

  @Test
  void refusesToTrainOnNothing() {
    FitData data = ToyWorkbench.data(2);
    FitData none =
        new FitData(data.train().filter(row -> false), data.valid(), data.path(), data.version());

    assertThatThrownBy(() -> Fit.of(ToyWorkbench.of(), averaging(2)).run(none))
        .hasMessageContaining("no item to train on in /datasets/toy");
  }

  @Test
  void trainsWithoutValidation() {
    FitData data = ToyWorkbench.data(2);
    FitData trainOnly =
        new FitData(data.train(), data.valid().filter(row -> false), data.path(), 0);

    Fitted fitted = Fit.of(ToyWorkbench.of(), averaging(2)).run(trainOnly);

    assertThat(fitted.progress().epochs().get(1).valid().get("loss").count()).isZero();
  }

  @Test
  void leavesNothingPersisted() {
    fit(averaging(2));

    assertThat(ToyWorkbench.spark().getPersistentRDDs().values())
        .noneMatch(rdd -> rdd.getStorageLevel().equals(StorageLevel.DISK_ONLY()));
  }
}
