package dev.kindling.bench.training;

import dev.kindling.bench.turns.Turns;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.LanguageEngineSpec;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.text.AwdLstm;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One of our engines with AWD-LSTM. Arguments: those of the case, engine, precision. */
final class KindlingLanguageTurns {
  private static final double RATE = 0.1;

  private KindlingLanguageTurns() {}

  public static void main(String[] arguments) {
    int[] sizes = IntStream.range(0, 6).map(i -> Integer.parseInt(arguments[i])).toArray();
    AwdLstm model = AwdLstm.of(sizes[0], sizes[1], sizes[2], sizes[3]);
    EngineChoice choice = new EngineChoice(arguments[6], arguments[7]);
    LanguageEngine engine = LanguageEngineSpec.of(model, choice).open();
    engine.parameters().put(0, model.initialParameters(engine.layout(), new Seed(1)));
    Turns.serve(engine.layout().learnedSize(), step(engine, window(sizes[0], sizes[4], sizes[5])));
  }

  private static Runnable step(LanguageEngine engine, TokenBatch window) {
    Optimizer optimizer = Optimizer.sgd();
    OptimizerState state = optimizer.start(engine.layout());
    Hypers hypers = Hypers.of(RATE, 0);
    Seed seed = new Seed(3);
    return () -> {
      engine.forward(window, seed);
      engine.backward(1);
      optimizer.step(engine.layout(), engine.parameters(), engine.gradient(), state, hypers);
    };
  }

  private static TokenBatch window(int vocab, int rows, int steps) {
    RandomGenerator random = new Seed(2).random("bench", 0);
    List<String> keys = IntStream.range(0, rows).mapToObj(row -> "text#" + row).toList();
    return TokenBatch.window(
        random.ints((long) rows * steps, 0, vocab).toArray(),
        random.ints((long) rows * steps, 0, vocab).toArray(),
        keys);
  }
}
