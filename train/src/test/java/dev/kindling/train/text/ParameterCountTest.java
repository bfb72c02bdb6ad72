package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts of fast.ai's lessons, with one bias vector for each LSTM. */
class ParameterCountTest {
  @ParameterizedTest
  @CsvSource({
    "60003, 300, 300, 2, 19503303",
    "60002, 300, 300, 2, 19503002",
    "60000, 400, 1150, 3, 44260800",
    "60000, 400, 1152, 3, 44322464"
  })
  void isThatOfTheLesson(int vocab, int embedding, int hidden, int layers, int parameters) {
    assertThat(AwdLstm.of(vocab, embedding, hidden, layers).layout().learnedSize())
        .isEqualTo(parameters);
  }
}
