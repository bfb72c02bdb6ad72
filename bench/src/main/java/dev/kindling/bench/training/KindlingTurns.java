package dev.kindling.bench.training;

import dev.kindling.bench.turns.Turns;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.ImageEngineSpec;
import dev.kindling.train.model.Loss;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.OptimizerState;

/** One of our engines as a contestant. Arguments: model, batch, size, work, engine, precision. */
final class KindlingTurns {
  private KindlingTurns() {}

  public static void main(String[] arguments) {
    Workload load = Workload.of(arguments);
    Engine engine = open(load, arguments[4], arguments[5]);
    engine.parameters().put(0, load.architecture().initialParameters(engine.layout(), new Seed(1)));
    PixelBatch batch = load.batch();
    Turns.serve(
        engine.layout().learnedSize(),
        load.trains() ? training(engine, batch) : () -> engine.predict(batch));
  }

  private static Engine open(Workload load, String engine, String precision) {
    EngineChoice choice = new EngineChoice(engine, precision);
    return ImageEngineSpec.of(load.architecture(), load.size(), choice).open();
  }

  private static Runnable training(Engine engine, PixelBatch batch) {
    Loss loss = Loss.crossEntropy();
    Optimizer optimizer = Optimizer.momentum();
    OptimizerState state = optimizer.start(engine.layout());
    Hypers hypers = Hypers.of(0.01, 0.9);
    return () -> {
      engine.backward(loss.of(engine.forward(batch), batch).gradient());
      optimizer.step(engine.layout(), engine.parameters(), engine.gradient(), state, hypers);
    };
  }
}
