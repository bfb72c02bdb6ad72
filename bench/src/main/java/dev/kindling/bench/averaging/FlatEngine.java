package dev.kindling.bench.averaging;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The engine of {@link FlatModel}: the same logits for every batch, the same noise as gradient. */
final class FlatEngine implements Engine {
  private final FlatModel model;
  private final ParameterLayout layout;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;

  FlatEngine(FlatModel model) {
    this.model = model;
    layout = model.layout();
    parameters = floats(layout.size());
    gradient = floats(layout.size());
    FlatModel.fill(gradient, 1);
  }

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, size))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public FloatBuffer parameters() {
    return parameters;
  }

  @Override
  public FloatBuffer gradient() {
    return gradient;
  }

  @Override
  public float[] forward(Batch batch) {
    return predict(batch);
  }

  @Override
  public void backward(float[] lossGradient) {}

  @Override
  public float[] predict(Batch batch) {
    return new float[batch.count() * model.classes()];
  }

  @Override
  public void close() {}
}
