package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwdLstmTest {
  /** By hand: vocab * (embedding + 1), and 4 * out * (in + out + 1) for each LSTM. */
  @ParameterizedTest
  @CsvSource({
    "60003, 300, 300, 2, 19503303",
    "60002, 300, 300, 2, 19503002",
    "60000, 400, 1150, 3, 44260800",
    "60000, 400, 1152, 3, 44322464",
    "33278, 300, 300, 2, 11459078",
    "33278, 400, 1152, 3, 33606942",
  })
  void hasTheParametersOfTheCourseLessOneBiasPerLstm(
      int vocab, int embedding, int hidden, int layers, int parameters) {
    assertThat(AwdLstm.of(vocab, embedding, hidden, layers).layout().size()).isEqualTo(parameters);
  }

  @Test
  void laysOutEmbeddingThenLstmsThenTheDecodersBias() {
    assertThat(AwdLstm.of(10, 2, 3, 3).layout().spans())
        .extracting(Span::path, Span::offset, Span::shape)
        .containsExactly(
            row("embedding/W", 0, List.of(10, 2)),
            row("lstm0/W", 20, List.of(12, 2)),
            row("lstm0/RW", 44, List.of(12, 3)),
            row("lstm0/b", 80, List.of(12)),
            row("lstm1/W", 92, List.of(12, 3)),
            row("lstm1/RW", 128, List.of(12, 3)),
            row("lstm1/b", 164, List.of(12)),
            row("lstm2/W", 176, List.of(8, 3)),
            row("lstm2/RW", 200, List.of(8, 2)),
            row("lstm2/b", 216, List.of(8)),
            row("decoder/b", 224, List.of(10)));
  }

  private static org.assertj.core.groups.Tuple row(Object... values) {
    return new org.assertj.core.groups.Tuple(values);
  }

  @Test
  void aSingleLstmMapsEmbeddingsToEmbeddings() {
    AwdLstm model = AwdLstm.of(10, 2, 3, 1);

    assertThat(model.inputs(0)).isEqualTo(2);
    assertThat(model.outputs(0)).isEqualTo(2);
    assertThat(model.stateSize(5)).isEqualTo(20);
  }

  @Test
  void countsHAndCOfEveryLayerInTheState() {
    // 3 + 3 + 2 features, h and c.
    assertThat(AwdLstm.of(10, 2, 3, 3).stateSize(4)).isEqualTo(4 * 2 * 8);
  }

  @Test
  void comesBackFromItsArguments() {
    AwdLstm model = new AwdLstm(12, 3, 5, 2, new Dropouts(0.1, 0.2, 0.3, 0.4, 0.5), 1.5, 0.5);

    assertThat(AwdLstm.of(model.arguments())).isEqualTo(model);
    assertThat(model.name()).isEqualTo("awd-lstm");
  }

  @Test
  void namesTheArgumentThatIsMissing() {
    Map<String, Object> arguments = new TreeMap<>(AwdLstm.of(12, 3, 5, 2).arguments());
    arguments.put("hidden", "many");

    assertThatThrownBy(() -> AwdLstm.of(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"hidden\"")
        .hasMessageContaining("many");
  }

  @Test
  void drawsInitialParametersWithinTheirRanges() {
    AwdLstm model = AwdLstm.of(500, 16, 64, 2);
    ParameterLayout layout = model.layout();
    float[] parameters = model.initialParameters(layout, new Seed(1));

    assertRange(parameters, layout, "embedding/W", 0.1);
    assertRange(parameters, layout, "lstm0/W", 1 / 8.0);
    assertRange(parameters, layout, "lstm0/RW", 1 / 8.0);
    assertRange(parameters, layout, "lstm0/b", 1 / 8.0);
    assertRange(parameters, layout, "lstm1/RW", 1 / 4.0);
    assertThat(part(parameters, layout, "decoder/b")).containsOnly(0);
  }

  /** Uniform in ±range: nothing outside, something near both ends, a variance of range² / 3. */
  private static void assertRange(
      float[] parameters, ParameterLayout layout, String path, double range) {
    float[] part = part(parameters, layout, path);
    double squares = 0;
    float least = 0;
    float most = 0;
    for (float value : part) {
      squares += (double) value * value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat((double) most).as(path).isBetween(0.95 * range, range);
    assertThat((double) least).as(path).isBetween(-range, -0.95 * range);
    assertThat(squares / part.length)
        .as(path)
        .isCloseTo(range * range / 3, within(0.1 * range * range));
  }

  private static float[] part(float[] parameters, ParameterLayout layout, String path) {
    Span span =
        layout.spans().stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow();
    return Arrays.copyOfRange(parameters, span.offset(), span.end());
  }

  @Test
  void drawsTheSameParametersFromTheSameSeed() {
    AwdLstm model = AwdLstm.of(50, 4, 6, 2);
    ParameterLayout layout = model.layout();

    assertThat(model.initialParameters(layout, new Seed(1)))
        .isEqualTo(model.initialParameters(layout, new Seed(1)))
        .isNotEqualTo(model.initialParameters(layout, new Seed(2)));
  }

  @Test
  void putsEachLstmInAGroupAndEmbeddingWithDecoderInTheLast() {
    AwdLstm model = AwdLstm.of(50, 4, 6, 2);

    assertThat(model.groups().count()).isEqualTo(3);
    assertThat(model.groups().partition(model.layout())).containsExactly(2, 0, 0, 0, 1, 1, 1, 2);
  }

  @Test
  void refusesSizesAndPenaltiesThatMakeNoModel() {
    assertThatThrownBy(() -> AwdLstm.of(1, 4, 6, 2)).hasMessageContaining("vocab of at least 2");
    assertThatThrownBy(() -> AwdLstm.of(9, 0, 6, 2)).hasMessageContaining("embedding");
    assertThatThrownBy(() -> AwdLstm.of(9, 4, 0, 2)).hasMessageContaining("hidden");
    assertThatThrownBy(() -> AwdLstm.of(9, 4, 6, 0)).hasMessageContaining("layers");
    assertThatThrownBy(() -> AwdLstm.of(9, 4, 6, 1).penalties(-1, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> AwdLstm.of(9, 4, 6, 1).penalties(0, Double.NaN))
        .hasMessageContaining("NaN");
  }
}
