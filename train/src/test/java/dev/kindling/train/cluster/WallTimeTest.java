package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.TimeSpent;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallTimeTest {
  private static final long MILLION = 1_000_000;

  @Test
  void everyPartHasItsShareAndTogetherTheyAreTheWhole() {
    WallTime time =
        WallTime.NONE
            .plus(new TimeSpent(1, 40, 2, 4, 3), 60)
            .plus(new TimeSpent(0, 10, 0, 0, 0), 20)
            .lasting(100);

    assertThat(time.shares())
        .containsExactly(
            Map.entry("engine", 0.50),
            Map.entry("loss", 0.02),
            Map.entry("optimizer", 0.04),
            Map.entry("input", 0.01),
            Map.entry("rounds", 0.20),
            Map.entry("elsewhere", 0.23));
  }

  @Tag("spark")
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void theSharesOfAFitAddUpAndItsSlowEngineHasTheMost(int workers) {
    Strategy strategy =
        workers == 0
            ? new Strategy.SingleNode(3)
            : Strategy.parameterAveraging(workers, 3).partitions(1);
    long start = System.nanoTime();
    Fitted fitted = Fit.of(new Slow(ToyWorkbench.of()), strategy).run(ToyWorkbench.data(1));
    long measured = System.nanoTime() - start;

    Map<String, Double> shares = fitted.wallTime().shares();
    assertThat(shares.values()).allMatch(share -> share >= 0);
    assertThat(shares.values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(fitted.wallTime().total()).isPositive().isLessThanOrEqualTo(measured);
    for (Progress.RoundRecord round : fitted.progress().rounds()) {
      long steps = (round.examples() + 3) / 4; // at least, by batches of 4
      assertThat(round.spent().engine()).isGreaterThanOrEqualTo(2 * MILLION * steps);
      assertThat(round.spent().total()).isLessThanOrEqualTo((long) (round.seconds() * 1e9) + 1);
    }
    TimeSpent inRounds =
        fitted.progress().rounds().stream()
            .map(Progress.RoundRecord::spent)
            .reduce(TimeSpent.NONE, TimeSpent::plus);
    assertThat(fitted.wallTime().loops().optimizer()).isEqualTo(inRounds.optimizer());
    assertThat(fitted.wallTime().loops().engine())
        .as("validation included")
        .isGreaterThan(inRounds.engine());
  }

  /** The toy workbench with an engine that takes two milliseconds for every forward. */
  private record Slow(ToyWorkbench toy) implements Workbench {
    @Override
    public Recipe recipe() {
      return toy.recipe();
    }

    @Override
    public Map<String, String> identity() {
      return Map.of("toy", "slow");
    }

    @Override
    public EngineSpec<Engine> spec() {
      return ToyEngine.SLOW;
    }

    @Override
    public BatchSource training(Shard shard) {
      return toy.training(shard);
    }

    @Override
    public BatchSource evaluation(Shard shard) {
      return toy.evaluation(shard);
    }
  }
}
