package dev.kindling.train.cluster;

import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.HalfGradients;
import dev.kindling.train.loop.LinearEngine;
import dev.kindling.train.loop.LinearModel;
import dev.kindling.train.loop.SlowEngine;

/** Engines of a linear model of two features and three classes. */
enum ToyEngine implements EngineSpec<Engine> {
  /** As it is. */
  LINEAR,
  /** Takes two milliseconds for every forward. */
  SLOW,
  /** Its gradients overflow as those of 16 bits do. */
  HALF;

  @Override
  public EngineSpec<Engine> checked() {
    return this;
  }

  @Override
  public EngineChoice choice() {
    return EngineChoice.ANY;
  }

  @Override
  public Engine open() {
    LinearModel model = new LinearModel(2, 3);
    return switch (this) {
      case LINEAR -> new LinearEngine(model);
      case SLOW -> new SlowEngine(model, 2);
      case HALF -> new HalfGradients(model);
    };
  }
}
