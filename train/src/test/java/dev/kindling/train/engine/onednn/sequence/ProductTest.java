package dev.kindling.train.engine.onednn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.sequence.Product.Form;
import org.bytedeco.dnnl.memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProductTest {
  @ParameterizedTest
  @EnumSource(Form.class)
  void isTheSumOverTheInnerIndex(Form form) {
    for (int[] extent : new int[][] {{1, 3, 2}, {5, 17, 48}, {33, 64, 40}, {85, 131, 611}}) {
      assertThat(error(memory.data_type.f32, form, extent, 1)).isLessThan(1e-6);
      assertThat(error(memory.data_type.f32, form, extent, 0.25f)).isLessThan(1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void bf16RoundsFactorsAlone(Form form) {
    assumeTrue(OneDnnEngine.multipliesBf16(), "this processor does not multiply bf16");
    for (int[] extent : new int[][] {{1, 4, 2}, {5, 18, 48}, {33, 64, 64}, {85, 132, 610}}) {
      assertThat(error(memory.data_type.bf16, form, extent, 0.25f)).isLessThan(1e-6);
    }
  }

  /** oneDNN 2.5.2 by itself gives wrong results for 33 to 63 packed columns. */
  @ParameterizedTest
  @CsvSource({"31", "32", "33", "34", "40", "47", "48", "49", "56", "63", "64", "65", "80", "96"})
  void narrowProductsInBf16AreRightOnManyThreads(int columns) {
    assumeTrue(OneDnnEngine.multipliesBf16(), "this processor does not multiply bf16");
    for (int rows : new int[] {1, 8, 40}) {
      int[] extent = {rows, 4 * columns, columns};
      assertThat(error(memory.data_type.bf16, Form.PACKED, extent, 1)).isLessThan(1e-6);
    }
  }

  @Test
  void productsAreMadeOnce() {
    try (Products products = new Products(memory.data_type.f32)) {
      Product product = products.of(Form.PLAIN, 2, 3, 4);

      assertThat(products.of(Form.PLAIN, 2, 3, 4)).isSameAs(product);
      assertThat(products.of(Form.PLAIN, 2, 3, 5)).isNotSameAs(product);
    }
  }

  /** The length of the error as a share of the length of the result; factors fit bf16. */
  private static double error(memory.data_type type, Form form, int[] extent, float scale) {
    int rows = extent[0];
    int inner = extent[1];
    int columns = extent[2];
    float[] left = short7(rows * inner, 1);
    float[] right = short7(inner * columns, 2);
    float[] bias = Windows.numbers(columns, 1, 3);
    float[] before = Windows.numbers(rows * columns, 1, 4);
    float[] result = run(type, form, extent, scale, left, right, bias, before);
    double squares = 0;
    double errors = 0;
    for (int i = 0; i < result.length; i++) {
      int row = i / columns;
      int column = i % columns;
      double sum = form == Form.BIASED ? bias[column] : 0;
      for (int k = 0; k < inner; k++) {
        sum += (double) left[row * inner + k] * right[k * columns + column];
      }
      double expected = scale * sum + (form.added() ? before[i] : 0);
      squares += expected * expected;
      errors += Math.pow(result[i] - expected, 2);
    }
    return Math.sqrt(errors / squares);
  }

  private static float[] run(
      memory.data_type type,
      Form form,
      int[] extent,
      float scale,
      float[] left,
      float[] right,
      float[] bias,
      float[] before) {
    int rows = extent[0];
    int inner = extent[1];
    int columns = extent[2];
    float[] leftAsItLies = form.transposed() ? transposed(left, rows, inner) : left;
    int leftRows = form.transposed() ? inner : rows;
    try (Products products = new Products(type);
        Track a = Track.of(type, 1, leftRows, leftAsItLies.length / leftRows, products.stream());
        Track b = Track.of(type, 1, inner, columns, products.stream());
        Slab floats = Slab.of(memory.data_type.f32, (long) inner * columns);
        Slab added = Slab.of(memory.data_type.f32, columns);
        Track c = Track.of(memory.data_type.f32, 1, rows, columns, products.stream());
        Packed packed = new Packed(products.stream())) {
      a.put(0, leftAsItLies);
      b.put(0, right);
      floats.floats().put(0, right);
      added.floats().put(0, bias);
      c.put(0, before);
      Product product = products.of(form, rows, inner, columns, scale);
      Operand factor =
          form.packed() ? packed.of(floats.matrix(0, inner, columns), product) : b.step(0);
      Operand first = form.transposed() ? a.transposed(1) : a.step(0);
      if (form == Form.BIASED) {
        product.run(first, factor, added.matrix(0, 1, columns), c.step(0));
      } else {
        product.run(first, factor, c.step(0));
      }
      float[] result = new float[before.length];
      c.get(0, result);
      return result;
    }
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      result[i % columns * rows + i / columns] = matrix[i];
    }
    return result;
  }

  /** Multiples of 1/64 in ±1. */
  private static float[] short7(int count, long seed) {
    float[] numbers = Windows.numbers(count, 64, seed);
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.round(numbers[i]) / 64f;
    }
    return numbers;
  }
}
