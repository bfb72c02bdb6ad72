package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeNumbersTest {
  @Test
  void everyNumberBecomesTheFloatOfItsValueTimesTheUnit() {
    int count = 1 << WholeNumbers.BITS;
    int[] numbers = IntStream.range(0, count).toArray();
    float[] values = new float[count];

    new WholeNumbers(count).toFloats(numbers, 0.25f, values, count);

    for (int i = 0; i < count; i++) {
      if (values[i] != i / 4f) { // eight million assertions would take long
        assertThat(values[i]).as("%d", i).isEqualTo(i / 4f);
      }
    }
  }

  @Test
  void numbersBehindTheCountAreLeftAlone() {
    float[] values = {-1, -1, -1};

    new WholeNumbers(3).toFloats(new int[] {5, 6, 7}, 1, values, 2);

    assertThat(values).containsExactly(5, 6, -1);
  }
}
