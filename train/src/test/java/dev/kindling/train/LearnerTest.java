package dev.kindling.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.train.callback.NonFiniteLoss;
import dev.kindling.train.callback.StopAt;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.loop.LinearModel;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.ParameterGroups;
import dev.kindling.train.optim.Schedule;
import dev.kindling.train.precision.LossScaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final Learner LEARNER = Learner.of(new LinearModel(2, 3));

  @Test
  void saysARecipeStepByStep() {
    Recipe recipe =
        LEARNER
            .imageSize(64)
            .loss(Loss.crossEntropy().smoothed(0.1))
            .optimizer(Optimizer.adam().epsilon(1e-6).weightDecay(1e-2))
            .metrics(Metric.accuracy(), Metric.topK(5))
            .callbacks(new StopAt("accuracy", 0.9))
            .batchSize(32)
            .epochs(5)
            .schedule(FitSchedule.oneCycle(1e-2))
            .seed(new Seed(1))
            .engine(EngineChoice.named("nd4j"))
            .lossScaling(LossScaling.fixed(512))
            .recipe();

    assertThat(recipe)
        .isEqualTo(
            new Recipe(
                new LinearModel(2, 3),
                64,
                Loss.crossEntropy().smoothed(0.1),
                Optimizer.adam().epsilon(1e-6).weightDecay(1e-2),
                FitSchedule.oneCycle(1e-2),
                5,
                32,
                List.of(Metric.accuracy(), Metric.topK(5)),
                List.of(new StopAt("accuracy", 0.9)),
                new Seed(1),
                EngineChoice.named("nd4j"),
                LossScaling.fixed(512),
                EpochSampler.everyItemOnce()));
  }

  @Test
  void aRefinedLearnerLeavesTheFirstAsItWas() {
    Recipe before = LEARNER.recipe();

    Learner refined = LEARNER.epochs(9);

    assertThat(LEARNER.recipe()).isEqualTo(before);
    assertThat(refined.recipe().epochs()).isEqualTo(9);
  }

  @Test
  void recipesSurviveTheJourneyToAWorker() throws Exception {
    Recipe recipe =
        LEARNER
            .optimizer(Optimizer.momentum().groups(ParameterGroups.normsAndHead("fc")))
            .schedule(
                new FitSchedule(
                    List.of(Schedule.constant(0), Schedule.exponential(1e-3, 1e-1)),
                    List.of(Schedule.oneCycleMomentum(0.3))))
            .callbacks(new NonFiniteLoss())
            .recipe();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(recipe);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(recipe);
    }
  }

  @Test
  void aScheduleForOtherGroupsThanTheOptimizersIsRefused() {
    Schedule rate = Schedule.constant(0.1);
    Learner learner =
        LEARNER.schedule(
            new FitSchedule(List.of(rate, rate, rate), List.of(Schedule.constant(0.9))));

    assertThatIllegalStateException()
        .isThrownBy(learner::recipe)
        .withMessage("Schedule for 3 parameter groups does not fit an optimizer with 1");
  }

  @Test
  void partsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LEARNER.epochs(0))
        .withMessage("Epochs must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LEARNER.metrics(Metric.accuracy(), Metric.accuracy()))
        .withMessageContaining("Metric name 'accuracy' is taken");
  }
}
