package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.callback.NonFiniteLoss;
import dev.kindling.train.callback.StopAt;
import dev.kindling.train.callback.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final List<String> events = new ArrayList<>();

  /** Does something at one event of the first training batch. */
  private Trace at(String where, Consumer<TrainingState> what) {
    return new Trace(
        events,
        (event, state) -> {
          if (event.equals(where) && state.epoch() == 0 && state.step() == 0) {
            what.accept(state);
          }
        });
  }

  private Fit run(Trace trace) {
    return Fit.run(Fit.recipe(1, trace), ToyBatches.of(2), ToyBatches.of(1));
  }

  @Test
  void aCancelledBatchTakesNoStepAndTheNextOneFollows() {
    Fit fit = run(at("afterBackward", state -> onlyTraining(state, s -> s.cancelBatch("odd"))));

    assertThat(events)
        .startsWith(
            "beforeFit",
            "beforeEpoch",
            "beforeBatch",
            "afterPrediction",
            "afterLoss",
            "afterBackward",
            "afterCancelBatch",
            "afterBatch",
            "beforeBatch");
    Outcome trained = fit.trained.get(0);
    assertThat(trained.steps()).isEqualTo(2);
    assertThat(trained.examples()).isEqualTo(8);
    assertThat(trained.cancelledExamples()).isEqualTo(8);
    assertThat(trained.history()).extracting(StepRecord::cancelled).containsExactly("odd", "");
    assertThat(trained.ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void aBatchCancelledAtItsLossCountsInNoMetric() {
    Fit fit = run(at("afterLoss", state -> onlyTraining(state, s -> s.cancelBatch("odd"))));

    assertThat(fit.trained.get(0).sum("loss").count()).isEqualTo(8);
    assertThat(fit.trained.get(0).sum("accuracy").count()).isEqualTo(8);
  }

  @Test
  void aCancelledBatchLeavesTheParametersAlone() {
    Trace trace = new Trace(events, (event, state) -> cancelTrainingBatch(event, state));

    Fit fit = run(trace);

    assertThat(fit.engine.values()).containsOnly(0);
    assertThat(fit.trained.get(0).examples()).isZero();
  }

  private static void cancelTrainingBatch(String event, TrainingState state) {
    if (event.equals("afterBackward")) {
      state.cancelBatch("all of them");
    }
  }

  @Test
  void aCancelledEpochEndsTheBatchesOnly() {
    Fit fit = run(at("afterStep", state -> state.cancelEpoch("enough")));

    List<String> expected = new ArrayList<>(List.of("beforeFit", "beforeEpoch"));
    expected.addAll(EventOrderTest.TRAIN_BATCH);
    expected.addAll(List.of("afterCancelEpoch", "beforeValidate"));
    expected.addAll(EventOrderTest.VALID_BATCH);
    expected.addAll(List.of("afterEpoch", "afterFit"));
    assertThat(events).isEqualTo(expected);
    assertThat(fit.trained.get(0).ending())
        .isEqualTo(new Ending(Ending.Kind.EPOCH_CANCELLED, "enough"));
    assertThat(fit.trained.get(0).examples()).isEqualTo(8);
  }

  @Test
  void anEpochCancelledAtItsStartTrainsNothing() {
    Fit fit = run(at("beforeEpoch", state -> state.cancelEpoch("not now")));

    assertThat(events).startsWith("beforeFit", "beforeEpoch", "afterCancelEpoch", "beforeValidate");
    assertThat(fit.trained.get(0).steps()).isZero();
  }

  @Test
  void aCancelledValidationStillEndsTheEpoch() {
    Fit fit = run(at("beforeValidate", state -> state.cancelEpoch("no need")));

    assertThat(events).endsWith("beforeValidate", "afterCancelEpoch", "afterEpoch", "afterFit");
    assertThat(fit.validated.get(0).ending().reason()).isEqualTo("no need");
  }

  @Test
  void aCancelledFitEndsWithItsClosingEvents() {
    Fit fit = run(at("afterBackward", state -> state.cancelFit("diverged")));

    assertThat(events)
        .containsExactly(
            "beforeFit",
            "beforeEpoch",
            "beforeBatch",
            "afterPrediction",
            "afterLoss",
            "afterBackward",
            "afterBatch",
            "afterCancelFit",
            "afterFit");
    assertThat(fit.trained.get(0).ending())
        .isEqualTo(new Ending(Ending.Kind.FIT_CANCELLED, "diverged"));
    assertThat(fit.trained.get(0).cancelledExamples()).isEqualTo(8);
    assertThat(fit.validated).isEmpty();
  }

  @Test
  void aFitCancelledInTheLastEventEndsOnce() {
    run(at("afterEpoch", state -> state.cancelFit("reached")));

    assertThat(events).endsWith("afterEpoch", "afterCancelFit", "afterFit");
    assertThat(events).filteredOn("afterFit"::equals).hasSize(1);
  }

  @Test
  void strongerCancellationOfTheClosingEventWins() {
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterLoss")) {
                state.cancelEpoch("weak");
              }
              if (event.equals("afterBatch")) {
                state.cancelFit("strong");
              }
            });

    assertThat(run(trace).trained.get(0).ending().reason()).isEqualTo("strong");
  }

  @Test
  void anErrorIsNotLostInACancellationOfTheClosingEvent() {
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterLoss")) {
                throw new ArithmeticException("broken callback");
              }
              if (event.equals("afterBatch")) {
                state.cancelFit("hides it");
              }
            });

    assertThatThrownBy(() -> run(trace))
        .isInstanceOf(ArithmeticException.class)
        .hasSuppressedException(new CancelFit("hides it"));
  }

  @Test
  void cancellingABatchBetweenBatchesIsAnError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> run(at("beforeEpoch", state -> state.cancelBatch("which?"))))
        .withMessage("There is no batch to cancel at this event, epoch 0, step 0");
  }

  @Test
  void callbacksAfterTheOneThatCancelsDoNotSeeTheEvent() {
    List<String> later = new ArrayList<>();
    Recipe recipe =
        Fit.recipe(1, at("beforeBatch", state -> state.cancelFit("first")), new Trace(later));

    Fit.run(recipe, ToyBatches.of(1), ToyBatches.of(0));

    assertThat(later)
        .containsExactly("beforeFit", "beforeEpoch", "afterBatch", "afterCancelFit", "afterFit");
  }

  @Test
  void stopAtEndsTheFitOnceTheMetricIsReached() {
    Recipe recipe = Fit.recipe(20, new StopAt("accuracy", 0.99));

    Fit fit = Fit.run(recipe, ToyBatches.of(10), ToyBatches.of(4));

    assertThat(fit.validated).hasSizeLessThan(20);
    Outcome last = fit.validated.get(fit.validated.size() - 1);
    assertThat(last.ending().reason()).isEqualTo("accuracy reached 1.0000, target 0.9900");
  }

  @Test
  void aLossThatIsNotFiniteEndsTheFitBeforeItsStep() {
    Recipe recipe = Fit.recipe(1, new NonFiniteLoss());
    Fit fit = new Fit();
    fit.engine.parameters().put(0, Float.POSITIVE_INFINITY);
    TrainingLoop loop =
        new TrainingLoop(recipe, fit.engine, recipe.optimizer().start(fit.engine.layout()));

    Outcome outcome = loop.train(ToyBatches.of(2), Stretch.epoch(0, 2));

    assertThat(outcome.ending().reason())
        .isEqualTo("loss is NaN in epoch 0, step 0; try a lower learning rate");
    assertThat(outcome.examples()).isZero();
    assertThat(fit.engine.values()[1]).isZero();
  }

  private static void onlyTraining(TrainingState state, Consumer<TrainingState> what) {
    if (state.training()) {
      what.accept(state);
    }
  }
}
