package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class FinishingTest {
  private static final Finishing BOTH = new Finishing(0.9, Finishing.BatchNorm.RECOMPUTE);

  @TempDir Path directory;

  private static Strategy strategy(int workers) {
    return workers == 0 ? new Strategy.SingleNode(3) : Strategy.parameterAveraging(workers, 3);
  }

  private static Fitted fit(int workers, Finishing finishing) {
    return Fit.of(ToyWorkbench.of(), strategy(workers))
        .finishing(finishing)
        .run(ToyWorkbench.data(2));
  }

  private static String sum(Fitted fitted) {
    return Sha256.of(fitted.parameters());
  }

  @Test
  void aMovingAverageForgetsWhereItBegan() {
    MovingAverage average = new MovingAverage(0.5, new float[0]);
    average.add(new float[] {8}, 0, 1);
    assertThat(average.mean()).containsExactly(8);

    // (0.5 * 8 + 2) / 1.5, then a round of two steps: (0.25 * 0.75 * m + 0.75 * 1) / (0.9375)
    average.add(new float[] {2}, 1, 1);
    assertThat(average.mean()[0]).isCloseTo(4, within(1e-6f));
    average.add(new float[] {1}, 2, 2);
    assertThat(average.mean()[0]).isCloseTo(1.6f, within(1e-6f));
  }

  @Test
  void statisticsOverBatchesAddTheSpreadOfTheirMeans() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new Span("n", "mean", Kind.RUNNING_MEAN, 0, 1, List.of(1)),
                new Span("n", "var", Kind.RUNNING_VARIANCE, 1, 1, List.of(1))));
    // batches {1, 3} and {5, 7, 9, 11}: means 2 and 8, variances 1 and 5; all: mean 6, variance
    // 35/3
    BatchStatistics both =
        new BatchStatistics(2, new double[] {4, 2}, new double[] {8, 2})
            .plus(new BatchStatistics(4, new double[] {32, 20}, new double[] {256, 100}));
    float[] parameters = new float[2];

    both.into(layout, parameters);

    assertThat(parameters).containsExactly(new float[] {6, 35 / 3f}, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void recomputesMeansOverTheTrainingData(int workers) {
    Fitted fitted = fit(workers, new Finishing(0, Finishing.BatchNorm.RECOMPUTE));

    double[] mean = new double[2];
    for (ShardRecord item : ToyWorkbench.items("train", 61)) {
      ByteBuffer content = ByteBuffer.wrap(item.content());
      mean[0] += content.getFloat() / 61;
      mean[1] += content.getFloat() / 61;
    }
    int at = fitted.layout().size() - 2;
    assertThat((double) fitted.parameters()[at]).isCloseTo(mean[0], within(1e-5));
    assertThat((double) fitted.parameters()[at + 1]).isCloseTo(mean[1], within(1e-5));
    Fitted asTrained = fit(workers, Finishing.AS_TRAINED);
    for (int i = 0; i < at; i++) {
      assertThat(fitted.parameters()[i]).isEqualTo(asTrained.parameters()[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void publishesTheSameAfterAStopInMidEpoch(int workers) {
    Fitted unbroken = fit(workers, BOTH);
    Fit fit =
        Fit.of(ToyWorkbench.of(), strategy(workers))
            .finishing(BOTH)
            .checkpoints(new Checkpoints(directory, 1, 2, Checkpoints.Resume.AUTO));
    RunListener kill =
        new RunListener() {
          @Override
          public void afterRound(Round round) {
            if (round.epoch() == 1) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> fit.listeners(List.of(kill)).run(ToyWorkbench.data(2)))
        .hasMessage("killed");

    assertThat(sum(fit.run(ToyWorkbench.data(1)))).isEqualTo(sum(unbroken));
    assertThat(sum(fit.run(ToyWorkbench.data(1)))).isEqualTo(sum(unbroken));
    assertThat(sum(unbroken)).isNotEqualTo(sum(fit(workers, Finishing.AS_TRAINED)));
  }

  @Test
  void validatesTheLastEpochWithWhatIsPublished() {
    Fitted averaged = fit(0, new Finishing(0.99, Finishing.BatchNorm.AVERAGE));
    Fitted asTrained = fit(0, Finishing.AS_TRAINED);

    assertThat(averaged.progress().epochs().get(0).valid())
        .isEqualTo(asTrained.progress().epochs().get(0).valid());
    assertThat(averaged.progress().epochs().get(1).valid())
        .isNotEqualTo(asTrained.progress().epochs().get(1).valid());
  }
}
