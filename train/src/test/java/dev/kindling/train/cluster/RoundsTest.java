package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.RunListener;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to make one state of several workers', as whole fits. */
@Tag("spark")
class RoundsTest {
  private static final Strategy.ParameterAveraging PLAIN = Strategy.parameterAveraging(3, 3);

  @TempDir Path directory;

  static Stream<Strategy.ParameterAveraging> ways() {
    return Stream.of(
        PLAIN.outer(OuterOptimizer.slowMomentum(1, 0.5)),
        PLAIN.outer(OuterOptimizer.nesterov(0.7, 0.9)));
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
  void slowMomentumOfNothingIsTheAverageBitForBit() {
    assertThat(sum(PLAIN.outer(OuterOptimizer.slowMomentum(1, 0)), 2)).isEqualTo(sum(PLAIN, 2));
  }
}
