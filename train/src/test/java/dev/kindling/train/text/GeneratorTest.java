package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Seed;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  @Test
  void writesOnFromWhereThePromptEnds() {
    CountingEngine engine = new CountingEngine(10);
    Generator likeliest = new Generator(engine, Sampling.PLAIN.topK(1));

    // The engine expects the sum of all tokens so far, modulo 10.
    assertThat(likeliest.after(new int[] {1, 2, 4}, 4, new Seed(1))).containsExactly(7, 4, 8, 6);
  }

  @Test
  void readsThePromptAtOnceAndThenTokenByToken() {
    CountingEngine engine = new CountingEngine(10);

    new Generator(engine, Sampling.PLAIN.topK(1)).after(new int[] {1, 2, 4}, 3, new Seed(1));

    assertThat(engine.windows()).containsExactly(3, 1, 1);
  }

  @Test
  void writesTheSameFromTheSameSeed() {
    Generator free = new Generator(new CountingEngine(10), Sampling.PLAIN.temperature(5));
    int[] prompt = {3};

    assertThat(free.after(prompt, 30, new Seed(1)))
        .isEqualTo(free.after(prompt, 30, new Seed(1)))
        .isNotEqualTo(free.after(prompt, 30, new Seed(2)));
  }

  @Test
  void leavesTheEnginesStateAsItWas() {
    CountingEngine engine = new CountingEngine(10);
    engine.state(new float[] {5});

    new Generator(engine, Sampling.PLAIN).after(new int[] {1, 2}, 3, new Seed(1));

    assertThat(engine.state()).containsExactly(5);
  }

  @Test
  void refusesToWriteFromOrUpToNothing() {
    Generator generator = new Generator(new CountingEngine(10), Sampling.PLAIN);

    assertThatThrownBy(() -> generator.after(new int[0], 3, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xxbos");
    assertThatThrownBy(() -> generator.after(new int[] {1}, 0, new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
