package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.optim.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
  @Test
  void aLinearModelLearnsASeparableProblem() {
    Fit fit = Fit.run(Fit.recipe(5), ToyBatches.of(20), ToyBatches.of(10));

    assertThat(fit.validated.get(4).metric("accuracy")).isEqualTo(1);
    assertThat(fit.validated.get(4).loss()).isLessThan(0.2 * Math.log(3));
    assertThat(fit.trained.get(0).history().get(0).loss()).isCloseTo(Math.log(3), within(1e-6));
  }

  @Test
  void trainingInPiecesGivesTheSameBitsAsInOneGo() {
    Recipe recipe = Fit.recipe(1);
    ToyBatches source = ToyBatches.of(10);
    LinearEngine whole = new LinearEngine(ToyBatches.model());
    OptimizerState wholeState = recipe.optimizer().start(whole.layout());
    Outcome inOneGo =
        new TrainingLoop(recipe, whole, wholeState).train(source, Stretch.epoch(0, 10));

    LinearEngine first = new LinearEngine(ToyBatches.model());
    OptimizerState firstState = recipe.optimizer().start(first.layout());
    Outcome firstHalf =
        new TrainingLoop(recipe, first, firstState).train(source, new Stretch(0, 0, 5, 10));
    LinearEngine second = new LinearEngine(ToyBatches.model());
    second.parameters().put(0, first.values());
    OptimizerState secondState = firstState.copy();
    Outcome secondHalf =
        new TrainingLoop(recipe, second, secondState).train(source, new Stretch(0, 5, 10, 10));

    assertThat(second.values()).isEqualTo(whole.values());
    assertThat(secondState.vectors()).isDeepEqualTo(wholeState.vectors());
    assertThat(secondState.steps()).isEqualTo(10);
    assertThat(firstHalf.plus(secondHalf).history()).isEqualTo(inOneGo.history());
    assertThat(firstHalf.plus(secondHalf).examples()).isEqualTo(inOneGo.examples());
  }

  @Test
  void schedulesFollowThePositionInTheWholeFit() {
    Recipe recipe = Fit.recipe(2);

    Fit fit = Fit.run(recipe, ToyBatches.of(4), ToyBatches.of(0));

    List<StepRecord> steps = fit.trained.get(0).plus(fit.trained.get(1)).history();
    for (int k = 0; k < 8; k++) {
      assertThat(steps.get(k).hypers()).isEqualTo(recipe.schedule().at(k / 8.0));
    }
  }

  @Test
  void aWorkerWithFewerBatchesKeepsTheScheduleOfAll() {
    Recipe recipe = Fit.recipe(1);
    Fit fit = new Fit();
    TrainingLoop loop =
        new TrainingLoop(recipe, fit.engine, recipe.optimizer().start(fit.engine.layout()));

    Outcome outcome = loop.train(ToyBatches.of(3), new Stretch(0, 2, 4, 4));
    Outcome nothing = loop.train(ToyBatches.of(3), new Stretch(0, 3, 4, 4));

    assertThat(outcome.steps()).isEqualTo(1);
    assertThat(outcome.history().get(0).hypers()).isEqualTo(recipe.schedule().at(0.5));
    assertThat(nothing.steps()).isZero();
  }

  @Test
  void unequalBatchesGiveTheMeanOverItems() {
    ToyBatches uneven = new ToyBatches(List.of(8, 8, 1), new Seed(3));
    Fit fit = Fit.run(Fit.recipe(1), ToyBatches.of(1), uneven);

    double sum = 0;
    for (int step = 0; step < 3; step++) {
      Batch batch = uneven.batch(0, step);
      for (double loss :
          Loss.crossEntropy().of(fit.engine.predict(batch), batch.targets()).perItem()) {
        sum += loss;
      }
    }
    assertThat(fit.validated.get(0).loss()).isCloseTo(sum / 17, within(1e-12));
    assertThat(fit.validated.get(0).sum("accuracy").count()).isEqualTo(17);
  }

  @Test
  void validationLeavesParametersAndStateAlone() {
    Recipe recipe = Fit.recipe(1);
    Fit fit = new Fit();
    OptimizerState state = recipe.optimizer().start(fit.engine.layout());

    Outcome outcome = new TrainingLoop(recipe, fit.engine, state).validate(ToyBatches.of(3), 0);

    assertThat(fit.engine.values()).containsOnly(0);
    assertThat(state.steps()).isZero();
    assertThat(outcome.examples()).isEqualTo(24);
    assertThat(outcome.history()).isEmpty();
  }

  @Test
  void runningStatisticsFollowTheInputs() {
    Fit fit = Fit.run(Fit.recipe(5), ToyBatches.of(20), ToyBatches.of(0));

    // The classes are equally likely and their corners' mean is (-1/3, 0).
    float[] values = fit.engine.values();
    assertThat(values[9]).isCloseTo(-1 / 3f, within(0.2f));
    assertThat(values[10]).isCloseTo(0, within(0.2f));
  }

  @Test
  void theFeedIsClosedWhenACallbackLeavesThePass() {
    List<String> closed = new ArrayList<>();
    BatchSource source = new ClosingSource(ToyBatches.of(3), closed);
    Trace trace =
        new Trace(
            new ArrayList<>(),
            (event, state) -> {
              if (event.equals("afterStep")) {
                state.cancelEpoch("enough");
              }
            });

    Fit.run(Fit.recipe(1, trace), source.prefetched(1), ToyBatches.of(0));

    assertThat(closed).containsExactly("closed");
  }

  @Test
  void aPrefetchingSourceGivesTheSameBits() {
    Fit plain = Fit.run(Fit.recipe(2), ToyBatches.of(5), ToyBatches.of(2));
    Fit ahead =
        Fit.run(Fit.recipe(2), ToyBatches.of(5).prefetched(2), ToyBatches.of(2).prefetched(1));

    assertThat(ahead.engine.values()).isEqualTo(plain.engine.values());
    assertThat(ahead.validated).isEqualTo(plain.validated);
  }

  private record ClosingSource(BatchSource source, List<String> closed) implements BatchSource {
    @Override
    public int steps() {
      return source.steps();
    }

    @Override
    public Batch batch(int epoch, int step) {
      return source.batch(epoch, step);
    }

    @Override
    public Feed feed(int epoch, int from, int to) {
      Feed feed = source.feed(epoch, from, to);
      return new Feed() {
        @Override
        public boolean hasNext() {
          return feed.hasNext();
        }

        @Override
        public Batch next() {
          return feed.next();
        }

        @Override
        public void close() {
          closed.add("closed");
        }
      };
    }
  }

  @Test
  void mergedOutcomesAddUpAndKeepTheStrongestEnding() {
    Outcome one = outcome(3, new MetricSum(6, 3), Ending.COMPLETED);
    Outcome other =
        outcome(1, new MetricSum(10, 1), new Ending(Ending.Kind.FIT_CANCELLED, "diverged"));

    Outcome both = Outcome.NONE.plus(one).plus(other);

    assertThat(both.examples()).isEqualTo(4);
    assertThat(both.loss()).isEqualTo(4);
    assertThat(both.ending().reason()).isEqualTo("diverged");
  }

  private static Outcome outcome(int examples, MetricSum loss, Ending ending) {
    return new Outcome(
        1, examples, 0, 0, new TreeMap<>(Map.of(Outcome.LOSS, loss)), List.of(), ending);
  }

  @Test
  void anEpochBeyondTheFitIsRefused() {
    Recipe recipe = Fit.recipe(2);
    Fit fit = new Fit();
    TrainingLoop loop =
        new TrainingLoop(recipe, fit.engine, recipe.optimizer().start(fit.engine.layout()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loop.train(ToyBatches.of(1), Stretch.epoch(2, 1)))
        .withMessage("Epoch must be in [0, 2), got 2");
  }
}
