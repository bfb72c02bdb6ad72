package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.TrainingState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {
  static final List<String> TRAIN_BATCH =
      List.of(
          "beforeBatch",
          "afterPrediction",
          "afterLoss",
          "afterBackward",
          "afterStep",
          "afterBatch");
  static final List<String> VALID_BATCH =
      List.of("beforeBatch", "afterPrediction", "afterLoss", "afterBatch");

  private final List<String> events = new ArrayList<>();

  @Test
  void twoEpochsFireEveryEventInOrder() {
    Fit.run(Fit.recipe(2, new Trace(events)), ToyBatches.of(2), ToyBatches.of(1));

    List<String> epoch = new ArrayList<>(List.of("beforeEpoch"));
    epoch.addAll(TRAIN_BATCH);
    epoch.addAll(TRAIN_BATCH);
    epoch.add("beforeValidate");
    epoch.addAll(VALID_BATCH);
    epoch.add("afterEpoch");
    List<String> expected = new ArrayList<>(List.of("beforeFit"));
    expected.addAll(epoch);
    expected.addAll(epoch);
    expected.add("afterFit");
    assertThat(events).isEqualTo(expected);
  }

  @Test
  void piecesOfAnEpochFireTheSameEventsAsTheWhole() {
    Recipe recipe = Fit.recipe(1, new Trace(events));
    LinearEngine engine = new LinearEngine(ToyBatches.model());
    TrainingLoop loop = new TrainingLoop(recipe, engine, recipe.optimizer().start(engine.layout()));

    loop.train(ToyBatches.of(3), new Stretch(0, 0, 1, 3));
    loop.train(ToyBatches.of(3), new Stretch(0, 1, 3, 3));

    assertThat(events).startsWith("beforeFit", "beforeEpoch", "beforeBatch").hasSize(2 + 3 * 6);
  }

  @Test
  void anEpochWithoutValidationItemsStillEnds() {
    Fit.run(Fit.recipe(1, new Trace(events)), ToyBatches.of(1), ToyBatches.of(0));

    assertThat(events).endsWith("afterBatch", "beforeValidate", "afterEpoch", "afterFit");
  }

  @Test
  void callbacksAreCalledByOrderAndThenAsGiven() {
    List<String> called = new ArrayList<>();

    Fit.run(
        Fit.recipe(
            1,
            new Ordered(called, "second", 1),
            new Ordered(called, "third", 1),
            new Ordered(called, "first", -5)),
        ToyBatches.of(1),
        ToyBatches.of(0));

    assertThat(called).containsExactly("first", "second", "third");
  }

  private record Ordered(List<String> called, String name, int order) implements Callback {
    @Override
    public void beforeFit(TrainingState state) {
      called.add(name);
    }
  }

  @Test
  void theStateTellsWhereTheLoopIs() {
    List<String> places = new ArrayList<>();
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterLoss")) {
                places.add(
                    "%d/%d %d/%d %.2f %s"
                        .formatted(
                            state.epoch(),
                            state.epochs(),
                            state.step(),
                            state.steps(),
                            state.position(),
                            state.training()));
              }
            });

    Fit.run(Fit.recipe(2, trace), ToyBatches.of(2), ToyBatches.of(1));

    assertThat(places)
        .containsExactly(
            "0/2 0/2 0.00 true",
            "0/2 1/2 0.25 true",
            "0/2 0/1 0.50 false",
            "1/2 0/2 0.50 true",
            "1/2 1/2 0.75 true",
            "1/2 0/1 1.00 false");
  }

  @Test
  void metricsOfTheEpochAreThoseOfItsValidation() {
    List<Double> seen = new ArrayList<>();
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterEpoch")) {
                seen.add(state.metric("accuracy"));
              }
            });

    Fit fit = Fit.run(Fit.recipe(1, trace), ToyBatches.of(5), ToyBatches.of(2));

    assertThat(seen).containsExactly(fit.validated.get(0).metric("accuracy"));
  }

  @Test
  void anUnknownMetricIsRefusedWithTheKnownOnes() {
    Trace trace = new Trace(events, (event, state) -> state.metric("acc"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fit.run(Fit.recipe(1, trace), ToyBatches.of(1), ToyBatches.of(0)))
        .withMessage("Unknown metric 'acc'; this run records [accuracy, loss]");
  }

  @Test
  void askingForABatchBetweenBatchesIsAnError() {
    Trace trace = new Trace(events, (event, state) -> state.batch());

    assertThatIllegalStateException()
        .isThrownBy(() -> Fit.run(Fit.recipe(1, trace), ToyBatches.of(1), ToyBatches.of(0)))
        .withMessage("There is no batch at this event, only from beforeBatch to afterBatch");
  }

  @Test
  void anErrorEndsTheFitAfterItsClosingEvents() {
    Trace trace =
        new Trace(
            events,
            (event, state) -> {
              if (event.equals("afterLoss")) {
                throw new ArithmeticException("broken callback");
              }
            });

    assertThatThrownBy(() -> Fit.run(Fit.recipe(1, trace), ToyBatches.of(2), ToyBatches.of(0)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("broken callback");
    assertThat(events).endsWith("afterLoss", "afterBatch", "afterFit");
  }
}
