package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.concurrent.locks.LockSupport;

/** The linear engine, with a rest in every forward. */
public final class SlowEngine implements Engine {
  private final LinearEngine engine;
  private final long nanoseconds;

  /** Rests so many milliseconds. */
  public SlowEngine(LinearModel model, int milliseconds) {
    engine = new LinearEngine(model);
    nanoseconds = milliseconds * 1_000_000L;
  }

  private void rest() {
    long end = System.nanoTime() + nanoseconds;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  @Override
  public float[] forward(Batch batch) {
    rest();
    return engine.forward(batch);
  }

  @Override
  public float[] predict(Batch batch) {
    rest();
    return engine.predict(batch);
  }

  @Override
  public void backward(float[] lossGradient) {
    engine.backward(lossGradient);
  }

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public ParameterLayout layout() {
    return engine.layout();
  }

  @Override
  public FloatBuffer parameters() {
    return engine.parameters();
  }

  @Override
  public FloatBuffer gradient() {
    return engine.gradient();
  }

  @Override
  public void close() {}
}
