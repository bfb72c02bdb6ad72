package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.loop.Ending;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoundCostsTest {
  private static final TimeSpent SECOND = new TimeSpent(1_000_000_000, 0, 0, 0, 0);

  private static Part.Report report(int worker, long examples, double squaredLength) {
    return new Part.Report(
        worker,
        new Outcome(1, examples, 0, 0, Collections.emptySortedMap(), List.of(), Ending.COMPLETED),
        BackendUse.NONE,
        new LossScale(1, 0),
        new float[0],
        500_000_000,
        SECOND,
        false,
        squaredLength);
  }

  /** The squared length of the mean of {@code n_i * d_i}. */
  private static double agreement(long[] examples, double[][] changes) {
    List<Part.Report> reports = new ArrayList<>();
    double[] sum = new double[changes[0].length];
    long all = 0;
    for (int worker = 0; worker < changes.length; worker++) {
      double squared = 0;
      for (int i = 0; i < sum.length; i++) {
        squared += changes[worker][i] * changes[worker][i];
        sum[i] += examples[worker] * changes[worker][i];
      }
      all += examples[worker];
      reports.add(report(worker, examples[worker], squared));
    }
    double squaredMean = 0;
    for (double value : sum) {
      squaredMean += value / all * (value / all);
    }
    return Agreement.of(reports, squaredMean);
  }

  @Test
  void workersThatGoTheSameWayAgree() {
    assertThat(agreement(new long[] {3, 5}, new double[][] {{1, 2}, {2, 4}}))
        .isCloseTo(1, within(1e-9));
    assertThat(agreement(new long[] {3, 5}, new double[][] {{1, 2}, {-1, -2}}))
        .isCloseTo(-1, within(1e-9));
    assertThat(agreement(new long[] {3, 5}, new double[][] {{1, 0}, {0, 7}}))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void agreementIsTheMeanCosineOfAllPairs() {
    // equal lengths: cosines 1/2, -1/2, 1/2 of 60, 120 and 60 degrees
    double h = Math.sqrt(3) / 2;
    assertThat(agreement(new long[] {1, 1, 1}, new double[][] {{1, 0}, {0.5, h}, {-0.5, h}}))
        .isCloseTo(1 / 6.0, within(1e-9));
  }

  @Test
  void oneWorkerAgreesWithNobody() {
    assertThat(agreement(new long[] {1}, new double[][] {{1, 0}})).isNaN();
  }

  private static long seconds(int partitions, int cores, long window) {
    List<Part.Report> reports = List.of(report(0, 8, 0), report(1, 8, 0), report(2, 8, 0));
    return WorkerTime.longest(
                reports, worker -> worker % partitions, cores, 1_000_000_000L * window)
            .total()
        / 100_000_000L;
  }

  @Test
  void ofWorkersAtATimeThoseOfACoreCountThatIsAtItLongest() {
    // each worker takes 1.5 seconds, the half of one waiting
    assertThat(seconds(2, 8, 9)).as("two partitions").isEqualTo(30);
    assertThat(seconds(3, 3, 9)).as("as many cores as partitions").isEqualTo(15);
    assertThat(seconds(3, 2, 9)).as("a core has two").isEqualTo(30);
    assertThat(seconds(3, 1, 9)).as("a core has all").isEqualTo(45);
    assertThat(seconds(3, 1, 4)).as("in less than that: there were more cores").isEqualTo(15);
    assertThat(WorkerTime.examplesPerSecond(List.of(report(0, 8, 0), report(1, 8, 0))))
        .isEqualTo(8);
  }

  @Tag("spark")
  @Test
  void partsOfARoundAreAllOfItAndSparkHasThemAsGauges() {
    FitData data = ToyWorkbench.data(2);
    try (RoundGauges gauges = RoundGauges.registered()) {
      Fitted fitted =
          Fit.of(ToyWorkbench.of(), Strategy.parameterAveraging(3, 3))
              .listeners(List.of(gauges))
              .run(data);

      for (Progress.RoundRecord round : fitted.progress().rounds()) {
        RoundCosts costs = round.costs();
        assertThat(costs.averaging() + costs.steps() + costs.input())
            .isBetween(0.0, 1.02 * round.seconds());
        assertThat(costs.agreement()).isBetween(-1.0, 1.0);
        assertThat(costs.examplesPerWorkerSecond()).isPositive();
      }
      assertThat(SparkEnv.get().metricsSystem().getSourcesByName("kindling").size()).isEqualTo(1);
      assertThat(gauges.metricRegistry().getGauges().get("round").getValue()).isEqualTo(3.0);
    }
    assertThat(SparkEnv.get().metricsSystem().getSourcesByName("kindling").size()).isZero();
  }
}
