package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "width    | 1024     | 1,024",
        "aspect   | 1.3333   | 1.33",
        "aspect   | 0.004155 | 0.0042",
        "aspect   | 0.000015 | 1.5e-05",
        "contrast | 0.21844  | 0.218"
      })
  void valuesKeepTheDigitsThatSaySomething(String measure, double value, String shown) {
    assertThat(Figures.value(measure, value)).isEqualTo(shown);
  }
}
