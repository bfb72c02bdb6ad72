package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.text.Unfreezing.Stage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfreezingTest {
  @Test
  void opensAClassifierFromTheHeadDown() {
    assertThat(Unfreezing.classifier(2, 2).stages())
        .containsExactly(
            new Stage(1, List.of(0.0, 0.0, 0.0, 1e-2)),
            new Stage(1, List.of(0.0, 0.0, 2.5e-3, 5e-3)),
            new Stage(2, List.of(1.25e-4, 2.5e-4, 5e-4, 1e-3)));
  }

  @Test
  void startsALanguageModelWithEmbeddingAndDecoder() {
    assertThat(Unfreezing.languageModel(AwdLstm.of(9, 2, 3, 2), 10).stages())
        .containsExactly(
            new Stage(1, List.of(0.0, 0.0, 2e-2)), new Stage(10, List.of(1e-3, 1e-3, 2e-3)));
  }

  @Test
  void cyclesRatesAndMomentumOverAStage() {
    FitSchedule schedule = new Stage(1, List.of(0.0, 0.5)).schedule();

    assertThat(schedule.at(0).groups()).containsExactly(hyper(0, 0.8), hyper(0.05, 0.8));
    assertThat(schedule.at(0.5).groups().get(0)).isEqualTo(hyper(0, 0.7));
    assertThat(schedule.at(0.5).groups().get(1).rate()).isCloseTo(0.5, within(1e-12));
    assertThat(schedule.at(1).groups().get(1).rate()).isCloseTo(5e-6, within(1e-12));
    assertThat(schedule.at(1).groups().get(1).momentum()).isCloseTo(0.8, within(1e-12));
  }

  @Test
  void keepsFrozenGroupsBitForBit() {
    AwdLstm model = AwdLstm.of(4, 2, 3, 1);
    Stage first = Unfreezing.languageModel(model, 1).stages().get(0);
    Optimizer adam = Optimizer.adam().weightDecay(0.1).groups(model.groups());
    float[] start = model.initialParameters(model.layout(), new dev.kindling.datablock.Seed(1));
    FloatBuffer parameters = FloatBuffer.wrap(start.clone());
    float[] gradient = new float[start.length];
    Arrays.fill(gradient, 1);

    adam.step(
        model.layout(),
        parameters,
        FloatBuffer.wrap(gradient),
        adam.start(model.layout()),
        first.schedule().at(0.3));

    // The LSTM lies between the embedding's 8 parameters and the decoder's 4.
    int end = start.length - 4;
    assertThat(Arrays.copyOfRange(parameters.array(), 8, end))
        .isEqualTo(Arrays.copyOfRange(start, 8, end));
    assertThat(parameters.get(0)).isNotEqualTo(start[0]);
    assertThat(parameters.get(end)).isNotEqualTo(start[end]);
  }

  @Test
  void namesTheGroupsThatLearn() {
    assertThat(new Stage(1, List.of(0.0, 1e-3, 0.0, 1e-2)).learning()).containsExactly(1, 3);
  }

  @Test
  void multipliesAllRates() {
    assertThat(new Unfreezing(List.of(new Stage(3, List.of(0.0, 0.5)))).times(2).stages())
        .containsExactly(new Stage(3, List.of(0.0, 1.0)));
  }

  @Test
  void refusesStagesThatDoNotFit() {
    assertThatThrownBy(() -> new Stage(0, List.of(1.0))).hasMessageContaining("epoch");
    assertThatThrownBy(() -> new Stage(1, List.of(0.0, 0.0))).hasMessageContaining("[0.0, 0.0]");
    assertThatThrownBy(() -> new Stage(1, List.of(-1.0))).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Unfreezing(List.of())).hasMessageContaining("at least one stage");
    assertThatThrownBy(
            () ->
                new Unfreezing(
                    List.of(new Stage(1, List.of(1.0)), new Stage(1, List.of(1.0, 1.0)))))
        .hasMessageContaining("as many groups");
  }

  private static Hypers.Hyper hyper(double rate, double momentum) {
    return new Hypers.Hyper(rate, momentum);
  }

  @Test
  void allStagesAreOneFitInWhichAFrozenGroupHasRateZero() {
    Unfreezing stages =
        new Unfreezing(
            List.of(
                new Unfreezing.Stage(1, List.of(0.0, 1e-2)),
                new Unfreezing.Stage(3, List.of(1e-3, 4e-3))));

    FitSchedule schedule = stages.schedule();

    assertThat(stages.epochs()).isEqualTo(4);
    assertThat(schedule.groups()).isEqualTo(2);
    assertThat(schedule.at(0.125).groups().get(0).rate()).isZero();
    assertThat(schedule.at(0.125).groups().get(1).rate()).isCloseTo(1e-2, within(1e-12));
    assertThat(schedule.at(0.125).groups().get(0).momentum()).isCloseTo(0.7, within(1e-12));
    assertThat(schedule.at(0.25).groups().get(0).rate()).isCloseTo(1e-4, within(1e-12));
    assertThat(schedule.at(0.625).groups().get(0).rate()).isCloseTo(1e-3, within(1e-12));
    assertThat(schedule.at(0.625).groups().get(1).rate()).isCloseTo(4e-3, within(1e-12));
  }
}
