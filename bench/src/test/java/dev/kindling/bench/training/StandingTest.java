package dev.kindling.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Standing OURS = standing("Kindling onednn fp32", 250, 200, 160);
  private static final Standing FIRST = standing("libtorch fp32, channels first", 300, 310);
  private static final Standing LAST = standing("libtorch fp32, channels last", 260, 240);
  private static final List<Standing> ALL = List.of(OURS, FIRST, LAST);

  @Test
  void aRowHoldsTheMedianTheMinimumAndTheRatioToThePeersBestLayout() {
    assertThat(OURS.row(ALL))
        .isEqualTo(
            "| xresnet18-64 | Kindling onednn fp32 | 200.0 | 160.0 | 160 | 1.25 | – | 512 |");
    assertThat(FIRST.timesAsFastAs(Contestant.PEER_FP32, ALL)).hasValue(250 / 305.0);
  }

  @Test
  void aJsonRowSaysTheSameWithNullForARatioThatThereIsNot() {
    assertThat(OURS.json(ALL, 2, "a \"CPU\"", "0.25"))
        .isEqualTo(
            "{\"case\": \"xresnet18-64\", \"contestant\": \"Kindling onednn fp32\", \"steps\": 3,"
                + " \"median-ms\": 200.000, \"minimum-ms\": 160.000, \"images-per-second\": 160.00,"
                + " \"x-libtorch-fp32\": 1.25, \"x-libtorch-bf16\": null, \"peak-mib\": 512,"
                + " \"threads\": 2, \"host\": \"a  CPU \", \"load\": 0.25}");
  }

  @Test
  void anUnknownCaseIsRefusedWithThoseThatThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingCase.named("xresnet34-64"))
        .withMessageContaining("xresnet18-64-forward")
        .withMessageContaining("got \"xresnet34-64\"");
  }

  private static Standing standing(String contestant, double... milliseconds) {
    List<Double> all = Arrays.stream(milliseconds).boxed().toList();
    return new Standing(TrainingCase.XRESNET18_64, contestant, all, 512);
  }
}
