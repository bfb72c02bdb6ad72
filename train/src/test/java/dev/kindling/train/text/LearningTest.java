package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Nd4jLanguageEngine;
import dev.kindling.train.engine.TokenScores;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.OptimizerState;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningTest {
  /** After a 1 comes 3 or 4 in turn: the last token does not tell, the state does. */
  private static final int[] VERSE = {0, 1, 3, 2, 1, 4};

  private static final AwdLstm MODEL =
      AwdLstm.of(5, 8, 16, 2).dropouts(Dropouts.LANGUAGE_MODEL.scaled(0.2)).penalties(0.1, 0.1);

  @Test
  void learnsAVerseAndWritesItOn() {
    try (LanguageEngine engine = Nd4jLanguageEngine.of(MODEL)) {
      engine.parameters().put(MODEL.initialParameters(MODEL.layout(), new Seed(1)));
      Optimizer adam = Optimizer.adam();
      OptimizerState state = adam.start(engine.layout());
      double mean = Double.NaN;
      for (int step = 0; step < 120; step++) {
        TokenScores scores = engine.forward(window(step * 6), new Seed(step));
        mean = scores.mean();
        engine.backward(1);
        adam.step(
            engine.layout(), engine.parameters(), engine.gradient(), state, Hypers.of(2e-2, 0.9));
      }

      int[] written = new Generator(engine, Sampling.PLAIN.topK(1)).after(VERSE, 12, new Seed(1));

      assertThat(mean).isLessThan(0.2);
      assertThat(written).containsExactly(0, 1, 3, 2, 1, 4, 0, 1, 3, 2, 1, 4);
    }
  }

  private static TokenBatch window(int from) {
    int[] tokens = IntStream.range(from, from + 6).map(i -> VERSE[i % 6]).toArray();
    int[] next = IntStream.range(from, from + 6).map(i -> VERSE[(i + 1) % 6]).toArray();
    return TokenBatch.window(tokens, next, List.of("verse"));
  }
}
