package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerSettingsTest {
  @Test
  void settingsReachTheOptimizerOfThatName() {
    Optimizer adam = Optimizer.named("adam", Map.of("epsilon", 1e-6, "weight-decay", 0.01));

    assertThat(adam).isEqualTo(Optimizer.adam().epsilon(1e-6).weightDecay(0.01));
    assertThat(Optimizer.named("sgd", Map.of("l2", 0.1))).isEqualTo(Optimizer.sgd().l2(0.1));
    assertThat(Optimizer.named("momentum", Map.of())).isEqualTo(Optimizer.momentum());
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizer.named("adam", Map.of("mom_sqr", 0.95)))
        .withMessageContaining("Unknown setting 'mom_sqr' of optimizer adam")
        .withMessageContaining("[square-momentum, epsilon, weight-decay, l2]");
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizer.named("lamb", Map.of()))
        .withMessage("Unknown optimizer 'lamb'; there are [sgd, momentum, adam]");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizer.adam().squareMomentum(1))
        .withMessage("Adam's square momentum must be in [0, 1), got 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> Optimizer.sgd().weightDecay(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Optimizer.adam().epsilon(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Hypers.of(Double.NaN, 0));
  }
}
