package dev.kindling.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContestantTest {
  @Test
  void libtorchEntersWhereItsClassPathIsKnown() {
    assertThat(names("")).contains("DL4J as shipped").noneMatch(name -> name.contains("libtorch"));
    assertThat(names("libtorch.jar"))
        .contains("libtorch fp32, channels first", "libtorch fp32, channels last")
        .contains("libtorch bf16, channels last");
  }

  @Test
  void foldedNormsEnterForwardPassesOnly() {
    List<Contestant> folded =
        Contestant.all("libtorch.jar").stream()
            .filter(contestant -> contestant.name().contains("folded"))
            .toList();

    assertThat(folded)
        .hasSize(2)
        .allMatch(contestant -> contestant.enters(TrainingCase.XRESNET18_64_FORWARD))
        .noneMatch(contestant -> contestant.enters(TrainingCase.XRESNET18_64));
  }

  @Test
  void onlyDl4jIsSlow() {
    assertThat(Contestant.all("libtorch.jar").stream().filter(Contestant::slow))
        .extracting(Contestant::name)
        .containsExactly("DL4J as shipped");
  }

  private static List<String> names(String libtorch) {
    return Contestant.all(libtorch).stream().map(Contestant::name).toList();
  }
}
