package dev.kindling.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageCaseTest {
  @Test
  void aRowCountsTokens() {
    Standing ours = new Standing(LanguageCase.VOCAB_10K, "Kindling", List.of(1120.0), 512);
    Standing peer = new Standing(LanguageCase.VOCAB_10K, "libtorch fp32, x", List.of(2240.0), 900);

    assertThat(Standing.head("tokens")).contains("| tokens/s |");
    assertThat(ours.row(List.of(ours, peer)))
        .isEqualTo("| vocab-10k | Kindling | 1120.0 | 1120.0 | 2000 | 2.00 | – | 512 |");
    assertThat(ours.json(List.of(ours, peer), 2, "host", "0"))
        .contains("\"tokens-per-second\": 2000.00");
  }

  @Test
  void contestantsAreToldVocabularySizesRowsAndSteps() {
    assertThat(LanguageCase.named("vocab-33k").arguments())
        .containsExactly("33000", "400", "1152", "3", "32", "70");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LanguageCase.named("vocab-1k"))
        .withMessageContaining("vocab-10k");
  }

  @Test
  void bothOfLibtorchsLstmsEnter() {
    assertThat(Contestant.language("libtorch.jar"))
        .extracting(Contestant::name)
        .containsExactly(
            "Kindling onednn fp32",
            "Kindling onednn bf16",
            "DL4J's LSTM layers",
            "libtorch fp32, fused LSTM",
            "libtorch fp32, plain LSTM",
            "libtorch bf16, fused LSTM");
    assertThat(Contestant.language("")).hasSize(3);
  }
}
