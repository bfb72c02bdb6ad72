package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;

/** The linear engine with gradients that overflow where float16 would, beyond 65,504. */
public final class HalfGradients implements Engine {
  /** The largest float16. */
  public static final float HIGHEST = 65_504;

  private final LinearEngine engine;

  /** Starts from zeros. */
  public HalfGradients(LinearModel model) {
    engine = new LinearEngine(model);
  }

  @Override
  public void backward(float[] lossGradient) {
    engine.backward(lossGradient);
    FloatBuffer gradient = engine.gradient();
    for (int i = 0; i < engine.layout().learnedSize(); i++) {
      float value = gradient.get(i);
      gradient.put(i, Math.abs(value) > HIGHEST ? value * Float.POSITIVE_INFINITY : value);
    }
  }

  @Override
  public String name() {
    return "half";
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

  /** A copy of the parameters. */
  public float[] values() {
    return engine.values();
  }

  @Override
  public float[] forward(Batch batch) {
    return engine.forward(batch);
  }

  @Override
  public float[] predict(Batch batch) {
    return engine.predict(batch);
  }

  @Override
  public void close() {}
}
