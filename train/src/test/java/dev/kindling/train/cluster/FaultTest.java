package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Seed;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void thereAreNoneUnlessSomebodyAsks() {
    assertThat(Faults.given()).isEqualTo(Faults.NONE);
    assertThat(Faults.of(" ; ")).isEqualTo(Faults.NONE);
  }

  @Test
  void readsWhatGoesWrongAndWhen() {
    assertThat(
            Faults.of("kill:round=3,worker=1; slow:round=5,worker=0,attempts=2,seconds=7;").all())
        .containsExactly(
            new Fault(Fault.Kind.KILL, new Fault.At(3, 1, 1), 60),
            new Fault(Fault.Kind.SLOW, new Fault.At(5, 0, 2), 7));
    assertThat(Faults.of("lose-files:chance=0.25,seed=9").all())
        .containsExactly(
            new Fault(Fault.Kind.LOSE_FILES, new Fault.ByChance(0.25, new Seed(9)), 60));
  }

  @Test
  void saysWhatItCannotRead() {
    assertThatThrownBy(() -> Faults.of("burn:round=1,worker=1"))
        .hasMessageContaining("kindling.faults: \"burn:round=1,worker=1\" is no fault such as");
    assertThatThrownBy(() -> Faults.of("kill:round=1")).hasMessageContaining("\"kill:round=1\"");
    assertThatThrownBy(() -> Faults.of("kill:rounds=1,worker=1"))
        .hasMessageContaining(
            "\"rounds=1\" is none of [attempts, chance, round, seconds, seed, worker]");
  }

  @Test
  void strikesInItsRoundItsWorkerAndItsTriesOnly() {
    Fault.When when = new Fault.At(3, 1, 2);

    assertThat(when.is(3, 1, 0)).isTrue();
    assertThat(when.is(3, 1, 1)).isTrue();
    assertThat(when.is(3, 1, 2)).isFalse();
    assertThat(when.is(2, 1, 0)).isFalse();
    assertThat(when.is(3, 0, 0)).isFalse();
  }

  @Test
  void chanceIsAFunctionOfSeedRoundWorkerAndTry() {
    Fault.When when = new Fault.ByChance(0.25, new Seed(9));
    int struck = 0;
    for (int round = 0; round < 1000; round++) {
      struck += when.is(round, 1, 0) ? 1 : 0;
      assertThat(new Fault.ByChance(0.25, new Seed(9)).is(round, 1, 0))
          .isEqualTo(when.is(round, 1, 0));
    }

    assertThat(struck).isBetween(200, 300);
  }

  @Test
  void notANumberSpoilsOneParameterOfItsWorker() {
    float[] parameters = {1, 2};
    Faults faults = Faults.of("nan:round=1,worker=0");

    faults.inRound(0).strike(0, FloatBuffer.wrap(parameters));
    assertThat(parameters).containsExactly(1, 2);
    faults.inRound(1).strike(0, FloatBuffer.wrap(parameters));
    assertThat(parameters).containsExactly(Float.NaN, 2);
  }
}
