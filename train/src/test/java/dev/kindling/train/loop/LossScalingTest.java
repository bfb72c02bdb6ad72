package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.train.Learner;
import dev.kindling.train.model.Loss;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import dev.kindling.train.precision.LossScaling;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossScalingTest {
  private static final int STEPS = 20;
  private static final ToyBatches SOURCE = ToyBatches.of(STEPS);

  @Test
  void aPowerOfTwoChangesNoBit() {
    float[] plain = trained(LossScaling.none(), 0).engine.values();

    assertThat(trained(LossScaling.fixed(512), 0).engine.values()).isEqualTo(plain);
    assertThat(trained(new LossScaling(1024, 3), 0).engine.values()).isEqualTo(plain);
  }

  @Test
  void stepsThatOverflowLeaveEverythingAsItWas() {
    int skipped = overflowsFromTwoToThe24th();
    Trained first = start(LossScaling.dynamic());
    Outcome outcome = first.loop.train(SOURCE, new Stretch(0, 0, skipped, STEPS));

    assertThat(skipped).isGreaterThan(3);
    assertThat(first.engine.values()).as("parameters and running mean").containsOnly(0);
    assertThat(first.state.steps()).isZero();
    for (float[] vector : first.state.vectors()) {
      assertThat(vector).containsOnly(0);
    }
    assertThat(outcome.skipped()).isEqualTo(skipped);
    assertThat(outcome.examples()).isZero();
    assertThat(outcome.cancelledExamples()).isEqualTo(8L * skipped);
    assertThat(outcome.history().get(0).cancelled())
        .isEqualTo("gradient overflow at loss scale 16777216");
    assertThat(first.loop.lossScale()).isEqualTo(new LossScale(Math.scalb(1.0, 24 - skipped), 0));
  }

  @Test
  void afterTheOverflowsItIsTrainingThatBeganThere() {
    int skipped = overflowsFromTwoToThe24th();

    Trained scaled = trained(LossScaling.dynamic(), 0);

    assertThat(scaled.outcome.skipped()).isEqualTo(skipped);
    assertThat(scaled.engine.values())
        .isEqualTo(trained(LossScaling.none(), skipped).engine.values());
    assertThat(scaled.state.steps()).isEqualTo(STEPS - skipped);
  }

  @Test
  void aLoopThatGoesOnWithTheStateGivesTheSameBits() {
    LossScaling scaling = new LossScaling(1 << 24, 2);
    Trained whole = trained(scaling, 0);

    for (int cut : new int[] {1, 7, 12, 13}) {
      Trained part = start(scaling);
      Outcome before = part.loop.train(SOURCE, new Stretch(0, 0, cut, STEPS));
      TrainingLoop second =
          new TrainingLoop(recipe(scaling), part.engine, part.state, part.loop.lossScale());
      Outcome after = second.train(SOURCE, new Stretch(0, cut, STEPS, STEPS));

      assertThat(part.engine.values()).isEqualTo(whole.engine.values());
      assertThat(second.lossScale()).isEqualTo(whole.loop.lossScale());
      assertThat(before.plus(after).skipped()).isEqualTo(whole.outcome.skipped());
    }
  }

  @Test
  void callbacksSeeTheGradientWithoutTheScaleAndNoneOfASkippedStep() {
    List<String> events = new ArrayList<>();
    List<Float> gradients = new ArrayList<>();
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterBackward")) {
                gradients.add(Math.abs(state.gradient().get(0)));
              }
            });
    Recipe recipe =
        Learner.of(Fit.recipe(1, trace)).lossScaling(LossScaling.fixed(1 << 30)).recipe();
    HalfGradients overflows = new HalfGradients(ToyBatches.model());
    new TrainingLoop(recipe, overflows, recipe.optimizer().start(overflows.layout()))
        .train(ToyBatches.of(1), Stretch.epoch(0, 1));

    assertThat(events)
        .containsExactly(
            "beforeFit",
            "beforeEpoch",
            "beforeBatch",
            "afterPrediction",
            "afterLoss",
            "afterCancelBatch",
            "afterBatch");

    LinearEngine fits = new LinearEngine(ToyBatches.model());
    new TrainingLoop(recipe, fits, recipe.optimizer().start(fits.layout()))
        .train(ToyBatches.of(1), Stretch.epoch(0, 1));
    assertThat(gradients).singleElement().satisfies(g -> assertThat(g).isLessThan(1));
  }

  /** How often 2^24 must be halved until no gradient of a zero model overflows, batch by batch. */
  private static int overflowsFromTwoToThe24th() {
    LinearEngine engine = new LinearEngine(ToyBatches.model());
    for (int step = 0; step < STEPS; step++) {
      var batch = SOURCE.batch(0, step);
      engine.backward(Loss.crossEntropy().of(engine.forward(batch), batch).gradient());
      float highest = 0;
      for (int i = 0; i < engine.layout().learnedSize(); i++) {
        highest = Math.max(highest, Math.abs(engine.gradient().get(i)));
      }
      if (highest * Math.scalb(1.0, 24 - step) <= HalfGradients.HIGHEST) {
        return step;
      }
    }
    throw new IllegalStateException("Every step overflows");
  }

  private static Recipe recipe(LossScaling scaling) {
    return Learner.of(Fit.recipe(1)).lossScaling(scaling).recipe();
  }

  private static Trained start(LossScaling scaling) {
    Recipe recipe = recipe(scaling);
    HalfGradients engine = new HalfGradients(ToyBatches.model());
    OptimizerState state = recipe.optimizer().start(engine.layout());
    return new Trained(engine, state, new TrainingLoop(recipe, engine, state), Outcome.NONE);
  }

  private static Trained trained(LossScaling scaling, int from) {
    Trained trained = start(scaling);
    Outcome outcome = trained.loop.train(SOURCE, new Stretch(0, from, STEPS, STEPS));
    return new Trained(trained.engine, trained.state, trained.loop, outcome);
  }

  private record Trained(
      HalfGradients engine, OptimizerState state, TrainingLoop loop, Outcome outcome) {}
}
