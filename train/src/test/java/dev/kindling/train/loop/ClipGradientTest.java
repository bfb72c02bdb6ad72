package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.ClipGradient;
import dev.kindling.train.callback.TrainingState;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipGradientTest {
  /** Keeps the gradients of the fit's steps as the optimizer sees them. */
  private static final class Seen implements Callback {
    private static final long serialVersionUID = 1;
    private final transient List<float[]> gradients = new ArrayList<>();

    @Override
    public int order() {
      return 1000;
    }

    @Override
    public void afterBackward(TrainingState state) {
      float[] gradient = new float[state.layout().size()];
      state.gradient().get(0, gradient);
      gradients.add(gradient);
    }
  }

  private static final ToyBatches BATCHES = ToyBatches.of(1);

  private static float[] first(Callback... clipping) {
    Seen seen = new Seen();
    List<Callback> all = new ArrayList<>(List.of(clipping));
    all.add(seen);
    Fit.run(Fit.recipe(1, all.toArray(new Callback[0])), BATCHES, ToyBatches.of(0));
    return seen.gradients.get(0);
  }

  private static double norm(float[] gradient) {
    double squares = 0;
    for (Span span : new LinearEngine(ToyBatches.model()).layout().spans()) {
      for (int i = span.offset(); span.kind().learned() && i < span.end(); i++) {
        squares += gradient[i] * gradient[i];
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void aLongGradientKeepsItsDirectionAndGetsTheLimitsLength() {
    float[] whole = first();
    double length = norm(whole);

    float[] clipped = first(new ClipGradient(length / 4));

    assertThat(norm(clipped)).isCloseTo(length / 4, within(1e-5 * length));
    for (Span span : new LinearEngine(ToyBatches.model()).layout().spans()) {
      for (int i = span.offset(); i < span.end(); i++) {
        float expected = span.kind().learned() ? whole[i] / 4 : whole[i];
        assertThat(clipped[i]).as(span.path()).isCloseTo(expected, within(1e-6f));
      }
    }
  }

  @Test
  void aShortOneIsLeftAloneToTheBit() {
    float[] whole = first();

    assertThat(first(new ClipGradient(1.01 * norm(whole)))).isEqualTo(whole);
  }

  @Test
  void refusesALimitThatLeavesNothing() {
    assertThatThrownBy(() -> new ClipGradient(0)).hasMessageContaining("above 0");
  }
}
