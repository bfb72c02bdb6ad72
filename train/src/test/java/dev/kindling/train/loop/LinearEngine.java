package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small real engine in plain Java: {@code logits = x * W + b} over images of one pixel, which
 * also keeps a running mean of its inputs, as batch norm does, which its logits do not depend on.
 */
public final class LinearEngine implements Engine {
  private static final float RUNNING_SHARE = 0.1f;

  private final int channels;
  private final int classes;
  private final ParameterLayout layout;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private @Nullable Batch last;

  /** Starts from zeros. */
  public LinearEngine(LinearModel model) {
    channels = model.channels();
    classes = model.classes();
    int weights = channels * classes;
    layout =
        new ParameterLayout(
            List.of(
                new Span("fc", "W", Kind.WEIGHT, 0, weights, List.of(channels, classes)),
                new Span("fc", "b", Kind.BIAS, weights, classes, List.of(classes)),
                new Span(
                    "fc",
                    "mean",
                    Kind.RUNNING_MEAN,
                    weights + classes,
                    channels,
                    List.of(channels))));
    parameters = floats(layout.size());
    gradient = floats(layout.size());
  }

  private static FloatBuffer floats(int size) {
    return ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  @Override
  public String name() {
    return "linear";
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

  /** A copy of the parameters. */
  public float[] values() {
    float[] values = new float[layout.size()];
    parameters.get(0, values);
    return values;
  }

  @Override
  public float[] forward(Batch batch) {
    last = batch;
    return predict(batch);
  }

  @Override
  public float[] predict(Batch batch) {
    float[] logits = new float[batch.count() * classes];
    for (int n = 0; n < batch.count(); n++) {
      for (int k = 0; k < classes; k++) {
        float sum = parameters.get(channels * classes + k);
        for (int c = 0; c < channels; c++) {
          sum += batch.pixels().inputs()[n * channels + c] * parameters.get(c * classes + k);
        }
        logits[n * classes + k] = sum;
      }
    }
    return logits;
  }

  @Override
  public void backward(float[] lossGradient) {
    Batch batch = last;
    if (batch == null) {
      throw new IllegalStateException("backward needs a forward before it");
    }
    for (int i = 0; i < layout.size(); i++) {
      gradient.put(i, 0);
    }
    int running = channels * classes + classes;
    for (int n = 0; n < batch.count(); n++) {
      for (int c = 0; c < channels; c++) {
        float x = batch.pixels().inputs()[n * channels + c];
        add(running + c, RUNNING_SHARE * (parameters.get(running + c) - x) / batch.count());
        for (int k = 0; k < classes; k++) {
          add(c * classes + k, x * lossGradient[n * classes + k]);
        }
      }
      for (int k = 0; k < classes; k++) {
        add(channels * classes + k, lossGradient[n * classes + k]);
      }
    }
  }

  private void add(int index, float value) {
    gradient.put(index, gradient.get(index) + value);
  }

  @Override
  public void close() {}
}
