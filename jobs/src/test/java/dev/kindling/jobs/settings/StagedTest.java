package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagedTest {
  private static final String BOTH = "train.stages=[language-model, classifier]";

  @Test
  void aTrainingHasNoStagesUnlessTheyAreNamed() {
    assertThat(Settings.defaults().stages()).isEmpty();
  }

  @Test
  void laysTheBlockOfAStageOverTheSettingsOfAll() {
    List<Staged> stages =
        load(
                BOTH,
                "train.epochs=3",
                "train.schedule.rate=0.1",
                "stages.classifier.train.epochs=7",
                "stages.language-model.model.dropout-scale=0.2",
                "stages.language-model.data.path=more")
            .stages();

    Settings language = stages.get(0).settings();
    Settings classifier = stages.get(1).settings();
    assertThat(language.train().epochs()).isEqualTo(3);
    assertThat(classifier.train().epochs()).isEqualTo(7);
    assertThat(classifier.train().schedule().rate()).isEqualTo(0.1);
    assertThat(language.model().text().dropoutScale()).isEqualTo(0.2);
    assertThat(classifier.model().text().dropoutScale()).isEqualTo(0.5);
    assertThat(language.data().path()).contains("more");
    assertThat(classifier.data().path()).isEmpty();
    assertThat(language.train().text().gradually()).isFalse();
    assertThat(classifier.train().text().gradually()).isTrue();
  }

  @Test
  void eachStageGoesOnFromTheRunOfTheOneBefore() {
    List<Staged> stages = load(BOTH, "run.path=runs/a/", "model.start=old.kindling").stages();

    assertThat(stages)
        .extracting(staged -> staged.settings().run().requiredPath())
        .containsExactly("runs/a/language-model", "runs/a/classifier");
    assertThat(stages)
        .extracting(staged -> staged.settings().model().text().start())
        .containsExactly(
            Optional.of("old.kindling"), Optional.of("runs/a/language-model/model.kindling"));
    assertThat(stages)
        .extracting(staged -> staged.settings().model().architecture())
        .containsExactly("awd-lstm", "text-classifier");
    assertThat(stages.get(1).settings().stages()).isEmpty();
    assertThat(stages.get(1).settings().resolved()).doesNotContainKey("stages.classifier");
  }

  @Test
  void callsABadSettingOfAStageByItsName() {
    refused(
        "stages.classifier.train.epochs (--set stages.classifier.train.epochs) must be a whole"
            + " number of at least 1, got \"0\"",
        BOTH,
        "stages.classifier.train.epochs=0");
    refused("train.epochs (--set train.epochs) must be", BOTH, "train.epochs=0");
    refused(
        "Unknown setting stages.classifier.train.epoch (--set stages.classifier.train.epoch);"
            + " did you mean stages.classifier.train.epochs?",
        "stages.classifier.train.epoch=1");
    refused("Unknown setting stages.head", "stages.head.train.epochs=1");
    refused(
        "stages.classifier.model.hidden (--set stages.classifier.model.hidden) cannot differ from"
            + " stage to stage: set model.hidden for all",
        "stages.classifier.model.hidden=5");
  }

  @Test
  void refusesStagesThatCannotFollowOneAnother() {
    refused("in this order, got", "train.stages=[classifier, language-model]");
    refused("in this order, got", "train.stages=[classifier, classifier]");
    refused("a list of some of pretrain, language-model, classifier", "train.stages=[head]");
    refused("a list of some of", "train.stages=classifier");
    refused("stages.pretrain.data.path is needed", "train.stages=[pretrain, classifier]");
    refused(
        "model.architecture (--set model.architecture) must be left out",
        BOTH,
        "model.architecture=xresnet34");
  }

  private static void refused(String message, String... overrides) {
    assertThatThrownBy(() -> load(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static Settings load(String... overrides) {
    List<String> all = new ArrayList<>(List.of("data.kind=text"));
    all.addAll(List.of(overrides));
    return Settings.load(Optional.empty(), all);
  }
}
