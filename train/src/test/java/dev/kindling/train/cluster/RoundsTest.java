package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.engine.ParameterLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to make one state of several workers', as whole fits. */
@Tag("spark")
class RoundsTest {
  private static final Strategy.ParameterAveraging PLAIN = Strategy.parameterAveraging(3, 3);

  @TempDir Path directory;

  static Stream<Strategy.ParameterAveraging> ways() {
    return Stream.of(
        PLAIN.outer(OuterOptimizer.slowMomentum(1, 0.5)),
        PLAIN.outer(OuterOptimizer.nesterov(0.7, 0.9)),
        PLAIN.optimizerStates(OptimizerPolicy.KEEP),
        PLAIN.compression(Compression.FP16).exchange(Exchange.SLICES),
        PLAIN
            .compression(Compression.INT8)
            .optimizerStates(OptimizerPolicy.KEEP)
            .outer(OuterOptimizer.nesterov(0.7, 0.9)));
  }

  private static String sum(Strategy strategy, int partitions) {
    return sum(Fit.of(ToyWorkbench.of(), strategy).run(ToyWorkbench.data(partitions)));
  }

  private static String sum(Fitted fitted) {
    return Sha256.of(fitted.parameters());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void noneDependsOnPartitionsOrAStopInMidEpoch(Strategy.ParameterAveraging way) {
    String unbroken = sum(way, 2);
    Fit fit =
        Fit.of(ToyWorkbench.of(), way.partitions(1))
            .checkpoints(new Checkpoints(directory, 1, 2, Checkpoints.Resume.AUTO));
    assertThatThrownBy(() -> fit.listeners(List.of(new Kill(2))).run(ToyWorkbench.data(2)))
        .hasMessage("killed");

    Fitted resumed = fit.run(ToyWorkbench.data(3));

    assertThat(resumed.resumedAt()).hasValueSatisfying(at -> assertThat(at.step()).isPositive());
    assertThat(sum(resumed)).isEqualTo(unbroken).isNotEqualTo(sum(PLAIN, 2));
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
  void oneWorkerThatKeepsItsOptimizerStateIsPlainTrainingBitForBit() {
    Strategy keeping = Strategy.parameterAveraging(1, 3).optimizerStates(OptimizerPolicy.KEEP);

    assertThat(sum(keeping, 2)).isEqualTo(sum(Strategy.singleNode(), 2));
  }

  @Test
  void whatWorkersKeptIsComputedAgainWhereItIsLost() {
    Strategy keeping =
        Strategy.parameterAveraging(3, 1)
            .compression(Compression.INT8)
            .optimizerStates(OptimizerPolicy.KEEP);
    RunListener lose =
        new RunListener() {
          @Override
          public void afterRound(Round round) {
            if (round.round() % 3 == 2) {
              dropAllBlocksOfRdds();
            }
          }
        };

    Fitted fitted =
        Fit.of(ToyWorkbench.of(), keeping).listeners(List.of(lose)).run(ToyWorkbench.data(2));

    assertThat(sum(fitted)).isEqualTo(sum(keeping, 2));
  }

  private static void dropAllBlocksOfRdds() {
    for (int id : ToyWorkbench.spark().getPersistentRDDs().keySet()) {
      SparkEnv.get().blockManager().master().removeRdd(id, true);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "INT8"})
  void everyExchangeGivesTheSameBits(Compression compression) {
    Strategy.ParameterAveraging way = PLAIN.compression(compression);

    assertThat(sum(way.exchange(Exchange.REDUCE), 2))
        .isEqualTo(sum(way.exchange(Exchange.SLICES), 2));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void movesAsManyBytesAsForetold(Strategy.ParameterAveraging way) {
    Fitted fitted = Fit.of(ToyWorkbench.of(), way).run(ToyWorkbench.data(2));

    Forecast forecast = Forecast.of(way, fitted.layout(), 2);
    assertThat(fitted.progress().rounds().get(0).bytes()).isEqualTo(forecast.moved());
  }

  @Test
  void compressionAndKeptOptimizerStatesSaveWhatTheyPromise() {
    // 9 learned parameters in 2 tensors and 2 running means; 3 workers; adam has 2 vectors more
    ParameterLayout layout = ToyEngine.LINEAR.open().layout();
    Strategy.ParameterAveraging keeping = PLAIN.optimizerStates(OptimizerPolicy.KEEP);

    assertThat(Forecast.of(PLAIN, layout, 2).sent()).isEqualTo(3 * 3 * 4 * 11);
    assertThat(Forecast.of(keeping, layout, 2).sent()).isEqualTo(3 * 4 * 11);
    assertThat(Forecast.of(keeping.compression(Compression.INT8), layout, 2).sent())
        .isEqualTo(3 * (9 + 2 * 4 + 2 * 4));
    assertThat(Forecast.of(keeping.compression(Compression.INT8), layout, 2).kept())
        .isEqualTo(3 * 4 * 11);
    assertThat(Forecast.of(keeping, layout, 2).broadcast()).isEqualTo(4 * 11);
  }

  @Test
  void learnsFromChangesOfEightBits() {
    Fitted fitted =
        Fit.of(ToyWorkbench.of(), PLAIN.compression(Compression.INT8)).run(ToyWorkbench.data(2));

    assertThat(fitted.progress().epochs().get(1).valid().get("accuracy").mean()).isGreaterThan(0.9);
  }

  @Test
  void leavesNoBlockOfRoundsBehind() throws InterruptedException {
    sum(PLAIN.compression(Compression.INT8).exchange(Exchange.SLICES), 2);
    long before = blocks();
    Set<Integer> persistedBefore = Set.copyOf(ToyWorkbench.spark().getPersistentRDDs().keySet());

    sum(PLAIN.compression(Compression.INT8).exchange(Exchange.SLICES), 2);

    for (int i = 0; i < 100 && blocks() > before; i++) {
      Thread.sleep(50); // Spark removes them on a thread of its own
    }
    assertThat(blocks()).isLessThanOrEqualTo(before);
    assertThat(persistedBefore).containsAll(ToyWorkbench.spark().getPersistentRDDs().keySet());
  }

  private static long blocks() {
    return SparkEnv.get()
        .blockManager()
        .getMatchingBlockIds(id -> id.isRDD() || id.isShuffle())
        .size();
  }

  @Test
  void autoReducesWhatIsSmallAndWhatTwoWorkersSend() {
    assertThat(Exchange.AUTO.of(16L << 20, 8)).isEqualTo(Exchange.REDUCE);
    assertThat(Exchange.AUTO.of((16L << 20) + 1, 3)).isEqualTo(Exchange.SLICES);
    assertThat(Exchange.AUTO.of(512L << 20, 2)).isEqualTo(Exchange.REDUCE);
    assertThat(Exchange.AUTO.of((512L << 20) + 1, 2)).isEqualTo(Exchange.SLICES);
    assertThat(Exchange.SLICES.of(1, 1)).isEqualTo(Exchange.SLICES);
  }

  @Test
  void slowMomentumOfNothingIsTheAverageBitForBit() {
    assertThat(sum(PLAIN.outer(OuterOptimizer.slowMomentum(1, 0)), 2)).isEqualTo(sum(PLAIN, 2));
  }
}
