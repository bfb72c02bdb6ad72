package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.Learner;
import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.precision.LossScaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class LossScalingFitTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aScaleThatTakesWholeRoundsToFindIsFoundAndSurvivesAKill(int workers) {
    Strategy strategy =
        workers == 0 ? new Strategy.SingleNode(3) : Strategy.parameterAveraging(workers, 3);
    Fitted unbroken = Fit.of(new Half(), strategy).run(ToyWorkbench.data(2));

    List<Progress.RoundRecord> rounds = unbroken.progress().rounds();
    assertThat(rounds.get(0).skipped()).isEqualTo(3 * Math.max(1, workers));
    assertThat(rounds.get(0).examples()).isZero();
    assertThat(rounds.get(rounds.size() - 1).examples()).isPositive();
    assertThat(skipped(unbroken)).isLessThan(12 * Math.max(1, workers));

    for (int killedAfter : new int[] {0, 2}) {
      Fit fit =
          Fit.of(new Half(), strategy)
              .checkpoints(
                  new Checkpoints(
                      directory.resolve("killed-" + killedAfter), 1, 2, Checkpoints.Resume.AUTO));
      assertThatThrownBy(
              () -> fit.listeners(List.of(new Kill(killedAfter))).run(ToyWorkbench.data(2)))
          .hasMessage("killed");

      Fitted resumed = fit.run(ToyWorkbench.data(2));

      assertThat(Sha256.of(resumed.parameters())).isEqualTo(Sha256.of(unbroken.parameters()));
      assertThat(skipped(resumed)).isEqualTo(skipped(unbroken));
    }
  }

  private static int skipped(Fitted fitted) {
    return fitted.progress().rounds().stream().mapToInt(Progress.RoundRecord::skipped).sum();
  }

  private record Kill(int afterRound) implements RunListener {
    @Override
    public void afterRound(Round round) {
      if (round.round() == afterRound) {
        throw new IllegalStateException("killed");
      }
    }
  }

  /** The toy workbench with an engine whose gradients overflow, and a dynamic scale. */
  private record Half(ToyWorkbench toy) implements Workbench {
    Half() {
      this(ToyWorkbench.of());
    }

    @Override
    public Recipe recipe() {
      return Learner.of(toy.recipe()).lossScaling(LossScaling.dynamic()).recipe();
    }

    @Override
    public Map<String, String> identity() {
      return Map.of("toy", "half");
    }

    @Override
    public EngineSpec<Engine> spec() {
      return ToyEngine.HALF;
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
