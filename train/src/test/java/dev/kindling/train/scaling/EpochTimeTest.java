package dev.kindling.train.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.cluster.Forecast;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EpochTimeTest {
  private static final Offset<Double> EXACTLY = within(1e-9);
  private static final long MIB = 1L << 20;
  private static final RoundFigures NOTHING = new RoundFigures(0, 0, 0, 0, 0, 0);
  private static final ClusterFigures FREE =
      new ClusterFigures(Double.POSITIVE_INFINITY, 0, Integer.MAX_VALUE);

  /** 1,000 examples in 100 steps of a tenth of a second. */
  private static final EpochWork WORK = new EpochWork(1000, 10, 0.1, 0);

  /** 8 MiB of state, in 4 slices; every worker sends as much. */
  private static Forecast slices(int workers) {
    return new Forecast(8 * MIB, 8 * MIB * workers, 8 * MIB, 0, 0, 0);
  }

  private static Forecast reduce(int workers) {
    return new Forecast(8 * MIB, 8 * MIB * workers, 0, 0, 0, 0);
  }

  @Test
  void workersThatPayNothingForRoundsArePerfect() {
    EpochTime time = EpochTime.of(WORK, 4, 5, slices(4), NOTHING, FREE);

    assertThat(time.steps()).isEqualTo(25);
    assertThat(time.rounds()).isEqualTo(5);
    assertThat(time.seconds()).isCloseTo(2.5, EXACTLY);
    assertThat(time.efficiency()).isCloseTo(1, EXACTLY);
  }

  @Test
  void aLastShortBatchAndALastShortRoundCountAsWhole() {
    // 334 examples of a worker: 34 steps; 7 rounds, the last of 4 steps
    EpochTime time =
        EpochTime.of(WORK, 3, 5, slices(3), new RoundFigures(0.2, 0.1, 0, 0, 0, 0), FREE);

    assertThat(time.steps()).isEqualTo(34);
    assertThat(time.rounds()).isEqualTo(7);
    assertThat(time.seconds()).isCloseTo(34 * 0.1 + 7 * (0.2 + 3 * 0.1), EXACTLY);
    assertThat(time.efficiency()).isCloseTo(10 / (3 * 6.9), EXACTLY);
  }

  @Test
  void slicesMeetInAsManyTasksAsThereAreSlicesAndWorkers() {
    // per MiB of state: broadcast 1 ms, worker 2 ms, merge 4 ms, outer 8 ms
    RoundFigures figures =
        new RoundFigures(0, 0, 0.001 / MIB, 0.002 / MIB, 0.004 / MIB, 0.008 / MIB);

    EpochTime.Round two = EpochTime.of(WORK, 2, 5, slices(2), figures, FREE).round();
    EpochTime.Round eight = EpochTime.of(WORK, 8, 5, slices(8), figures, FREE).round();

    assertThat(two.broadcast()).isCloseTo(0.008, EXACTLY);
    assertThat(two.aggregation()).isCloseTo(0.016 + 0.032, EXACTLY); // 2 tasks, 2 workers each
    assertThat(two.outer()).isCloseTo(0.064, EXACTLY);
    assertThat(eight.aggregation()).isCloseTo(0.016 + 0.064, EXACTLY); // 4 tasks, 8 workers each
  }

  @Test
  void aDriverThatTakesWholeStatesMergesThemAlone() {
    RoundFigures figures = new RoundFigures(0, 0, 0, 0.002 / MIB, 0.004 / MIB, 0);

    EpochTime.Round eight = EpochTime.of(WORK, 8, 5, reduce(8), figures, FREE).round();

    assertThat(eight.aggregation()).isCloseTo(0.016 + 8 * 0.032, EXACTLY);
  }

  @Test
  void theNetworkTakesItsTimeForEveryByteAndAnswer() {
    // 8 MiB/s, so the state takes a second; 2 blocks of it, 4 MiB each; answers take 10 ms
    ClusterFigures network = new ClusterFigures(8 * MIB, 0.01, Integer.MAX_VALUE);

    EpochTime.Round slices = EpochTime.of(WORK, 8, 5, slices(8), NOTHING, network).round();
    EpochTime.Round reduce = EpochTime.of(WORK, 8, 5, reduce(8), NOTHING, network).round();

    assertThat(slices.broadcast()).isCloseTo(1 + 3 * 0.5 + 2 * 0.01, EXACTLY);
    assertThat(slices.aggregation()).isCloseTo(8 / 4.0 + 1 + 4 * 0.01, EXACTLY);
    assertThat(reduce.aggregation()).isCloseTo(8 + 2 * 0.01, EXACTLY);
  }

  @Test
  void workersThatShareCoresTakeLonger() {
    RoundFigures figures = new RoundFigures(0, 0, 0.001 / MIB, 0.002 / MIB, 0.004 / MIB, 0);

    EpochTime time = EpochTime.of(WORK, 3, 34, slices(3), figures, ClusterFigures.oneMachine(2));

    // three workers on two cores: 1.5 times as long, reading, writing and merging too
    assertThat(time.round().broadcast()).isCloseTo(1.5 * 0.008, EXACTLY);
    assertThat(time.round().aggregation()).isCloseTo(1.5 * (0.016 + 0.032), EXACTLY);
    assertThat(time.seconds()).isCloseTo(1.5 * (34 * 0.1 + 0.056), EXACTLY);
  }

  @Test
  void processorsThatAreTwiceAsFastTakeHalfAsLong() {
    assertThat(new RoundFigures(2, 4, 6, 8, 10, 12).faster(2))
        .isEqualTo(new RoundFigures(1, 2, 3, 4, 5, 6));
  }

  @Test
  void everyoneWaitsForTheSlowestOfUnequalSteps() {
    EpochWork uneven = new EpochWork(1000, 10, 0.1, 0.2);

    EpochTime.Round round = EpochTime.of(uneven, 8, 4, slices(8), NOTHING, FREE).round();

    // sums of 4 steps spread by 0.04 s; of 8 the slowest is 2.04 of that above the mean
    assertThat(round.waiting()).isCloseTo(0.04 * 2.039334, within(1e-6));
  }

  @Test
  void longerRoundsAndFewerWorkersAreMoreEfficient() {
    RoundFigures figures = new RoundFigures(0.1, 0.001, 0, 0, 0, 0);

    double[] byLength =
        IntStream.of(1, 4, 16)
            .mapToDouble(h -> EpochTime.of(WORK, 4, h, slices(4), figures, FREE).efficiency())
            .toArray();
    double[] byWorkers =
        IntStream.of(64, 8, 2)
            .mapToDouble(k -> EpochTime.of(WORK, k, 4, slices(k), figures, FREE).efficiency())
            .toArray();

    assertThat(byLength).isSorted();
    assertThat(byWorkers).isSorted();
  }

  @Test
  void figuresThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new EpochWork(0, 10, 0.1, 0)).hasMessageContaining("got 0 and 10");
    assertThatThrownBy(() -> new EpochWork(10, 10, Double.NaN, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new ClusterFigures(0, 0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> EpochTime.of(WORK, 0, 1, slices(1), NOTHING, FREE))
        .hasMessageContaining("Workers must be above 0");
  }
}
