package dev.kindling.bench.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import org.junit.jupiter.api.Test;

class FlatModelTest {
  @Test
  void hasAsManyParametersAsAskedForInTensorsOfEqualSizeButTheLast() {
    ParameterLayout layout = new FlatModel(600_000).layout();

    assertThat(layout.learnedSize()).isEqualTo(600_000);
    assertThat(layout.spans())
        .extracting(ParameterLayout.Span::length)
        .containsExactly(1 << 18, 1 << 18, 600_000 - (1 << 19));
  }

  @Test
  void startsFromNoiseThatIsTheSameEveryTime() {
    FlatModel model = new FlatModel(10_000);
    float[] first = model.initialParameters(model.layout(), new Seed(1));

    assertThat(first).isEqualTo(model.initialParameters(model.layout(), new Seed(1)));
    assertThat(first).isNotEqualTo(model.initialParameters(model.layout(), new Seed(2)));
    double mean = 0;
    double square = 0;
    for (float value : first) {
      mean += value / first.length;
      square += (double) value * value / first.length;
    }
    assertThat(mean).isBetween(-0.01, 0.01);
    assertThat(square).isBetween(1 / 12.0 - 0.005, 1 / 12.0 + 0.005); // of a uniform spread
  }
}
