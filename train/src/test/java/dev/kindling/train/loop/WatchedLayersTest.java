package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.Learner;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.TrainingState;
import dev.kindling.train.engine.Activations;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.Network;
import dev.kindling.train.engine.UnavailableEngineException;
import dev.kindling.train.model.XResNet;
import dev.kindling.train.precision.LossScaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WatchedLayersTest {
  private static final XResNet TINY = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
  private static final int SIZE = 24;

  /** Keeps what it sees of the head and of the layer before it. */
  private static final class Look implements Callback {
    private static final long serialVersionUID = 1L;
    private final transient List<Activations> seen = new ArrayList<>();

    @Override
    public Set<String> watches() {
      return Set.of("pool", "logits");
    }

    @Override
    public void afterLoss(TrainingState state) {
      if (state.training()) {
        seen.add(state.activations("pool"));
        assertThat(state.activations("logits").values()).isEqualTo(state.predictions());
      }
    }

    @Override
    public void afterBackward(TrainingState state) {
      seen.add(state.activationGradient("logits"));
    }
  }

  @Test
  void aCallbackReadsLayersAndTheirGradients() {
    Look look = new Look();
    trainOneStep(look, EngineChoice.named("onednn"), LossScaling.none());

    assertThat(look.seen.get(0).shape()).containsExactly(6, 128);
    // The gradient of cross entropy by the logits of an item adds up to 0, up to 1 in size.
    Activations gradient = look.seen.get(1);
    assertThat(gradient.shape()).containsExactly(6, 4);
    double sum = 0;
    double size = 0;
    for (float value : gradient.values()) {
      sum += value;
      size += Math.abs(value);
    }
    assertThat(sum).isCloseTo(0, within(1e-6));
    assertThat(size).isBetween(0.5, 2.0);
  }

  @Test
  void aGradientByALayerIsNotScaledByTheLossScale() {
    Look plain = new Look();
    trainOneStep(plain, EngineChoice.named("onednn"), LossScaling.none());
    Look scaled = new Look();
    trainOneStep(scaled, EngineChoice.named("onednn"), LossScaling.fixed(1024));

    assertThat(scaled.seen.get(1).values()).isEqualTo(plain.seen.get(1).values());
  }

  @Test
  void theReferenceEngineSaysThatItShowsNoGradientsByLayers() {
    assertThatThrownBy(
            () -> trainOneStep(new Look(), EngineChoice.named("nd4j"), LossScaling.none()))
        .isInstanceOf(UnavailableEngineException.class)
        .hasMessageContaining("onednn");
  }

  private static void trainOneStep(Look look, EngineChoice engine, LossScaling scaling) {
    Recipe recipe =
        Learner.of(TINY)
            .imageSize(SIZE)
            .epochs(1)
            .batchSize(6)
            .engine(engine)
            .lossScaling(scaling)
            .callbacks(look)
            .recipe();
    try (Network opened = recipe.engineSpec().open()) {
      opened.parameters().put(TINY.initialParameters(opened.layout(), new Seed(1)));
      TrainingLoop loop =
          new TrainingLoop(recipe, opened, recipe.optimizer().start(opened.layout()));
      loop.train(new OneBatch(), new Stretch(0, 0, 1, 1));
    }
  }

  private record OneBatch() implements BatchSource {
    @Override
    public int steps() {
      return 1;
    }

    @Override
    public PixelBatch batch(int epoch, int step) {
      return WatchedLayersTest.batch();
    }
  }

  private static PixelBatch batch() {
    RandomGenerator random = new Seed(4).random("batch", 0);
    float[] inputs = new float[6 * 3 * SIZE * SIZE];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return PixelBatch.of(
        inputs,
        new Shape(6, 3, SIZE, SIZE),
        Layout.NCHW,
        random.ints(6, 0, 4).toArray(),
        Collections.nCopies(6, "key"));
  }
}
