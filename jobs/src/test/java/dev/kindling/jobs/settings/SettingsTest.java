package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.cluster.Finishing;
import dev.kindling.train.cluster.OptimizerPolicy;
import dev.kindling.train.cluster.OuterOptimizer;
import dev.kindling.train.cluster.RoundLength;
import dev.kindling.train.precision.LossScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void readsTheDefaultsOfTheReference() {
    Settings settings = Settings.defaults();

    assertThat(settings.seed().value()).isEqualTo(42);
    assertThat(settings.train().optimizer().epsilon()).isEqualTo(1e-6);
    assertThat(settings.data().source()).isEmpty();
  }

  @Test
  void letsTheCommandLineWinOverTheFile() throws IOException {
    Path file = file("train { epochs = 3, batch-size = 8 }");

    Settings settings = Settings.load(Optional.of(file), List.of("train.epochs=4"));

    assertThat(settings.train().epochs()).isEqualTo(4);
    assertThat(settings.train().batchSize()).isEqualTo(8);
  }

  @Test
  void takesUrisOnTheCommandLineAsTheyStand() {
    assertThat(set("data.source=file:///a b/#1?x=y").data().source())
        .contains("file:///a b/#1?x=y");
  }

  @Test
  void namesTheNearestKeyAndTheLineOfAnUnknownOne() throws IOException {
    Path file = file("seed = 1\ntrain {\n  epoch = 3\n}\n");

    assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("Unknown setting train.epoch")
        .hasMessageContaining("s.conf: 3")
        .hasMessageContaining("did you mean train.epochs?");
  }

  @Test
  void findsTheGroupOfAKeyWithoutOne() {
    assertThatThrownBy(() -> set("weight-decay=0"))
        .hasMessageContaining("did you mean train.optimizer.weight-decay?");
  }

  @Test
  void saysWhatWasExpectedAndWhatCame() {
    assertThatThrownBy(() -> set("train.epochs=five"))
        .hasMessage(
            "train.epochs (--set train.epochs) must be a whole number of at least 1, got \"five\"");
    assertThatThrownBy(() -> set("train.epochs=2.5")).hasMessageContaining("whole number");
    assertThatThrownBy(() -> set("train.epochs=0")).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> set("train.epochs=[1]")).hasMessageContaining("got [1]");
    assertThatThrownBy(() -> set("train.label-smoothing=1.5")).hasMessageContaining("in [0, 1)");
    assertThatThrownBy(() -> set("train.schedule.rate=NaN")).hasMessageContaining("above 0");
    assertThatThrownBy(() -> set("train=5")).hasMessageContaining("group of settings");
  }

  @Test
  void takesALossScaleAsAWordOrANumber() {
    assertThat(set("seed=1").train().lossScaling()).isEqualTo(LossScaling.none());
    assertThat(set("train.loss-scale=dynamic").train().lossScaling())
        .isEqualTo(LossScaling.dynamic());
    assertThat(set("train.loss-scale=512").train().lossScaling()).isEqualTo(LossScaling.fixed(512));
    assertThatThrownBy(() -> set("train.loss-scale=0.5"))
        .hasMessageContaining("none, dynamic or a number in [1, 4294967296], got");
    assertThatThrownBy(() -> set("train.loss-scale=big"))
        .hasMessageContaining("none, dynamic or a number");
  }

  @Test
  void readsAnOuterOptimizerWithItsUsualOrOtherNumbers() {
    assertThat(set("seed=1").train().round().outer()).isEqualTo(OuterOptimizer.average());
    assertThat(set("train.round.outer=nesterov").train().round().outer())
        .isEqualTo(OuterOptimizer.nesterov(0.7, 0.9));
    assertThat(
            Settings.load(
                    Optional.empty(),
                    List.of("train.round.outer=slow-momentum", "train.round.outer-momentum=0.8"))
                .train()
                .round()
                .outer())
        .isEqualTo(OuterOptimizer.slowMomentum(1, 0.8));
    assertThatThrownBy(() -> set("train.round.outer-rate=0.5"))
        .hasMessageContaining("train.round.outer-rate")
        .hasMessageContaining("as train.round.outer is average: take it out");
  }

  @Test
  void readsHowRoundsSendAndWhatWorkersKeep() {
    RoundSettings round =
        Settings.load(
                Optional.empty(),
                List.of(
                    "train.round.optimizer-state=keep",
                    "train.round.compression=int8",
                    "train.round.exchange=slices"))
            .train()
            .round();

    assertThat(round.optimizerState()).isEqualTo(OptimizerPolicy.KEEP);
    assertThat(round.compression()).isEqualTo(Compression.INT8);
    assertThat(round.exchange()).isEqualTo(Exchange.SLICES);
    assertThat(round.plain()).isFalse();
    assertThat(set("train.round.optimizer-state=keep").train().round().plain()).isTrue();
    assertThatThrownBy(() -> set("train.round.compression=int4"))
        .hasMessageContaining("one of none, fp16, int8");
  }

  @Test
  void readsHowLongRoundsAreAndWhatIsPublished() {
    assertThat(set("train.round.steps=4").train().round().length()).isEqualTo(RoundLength.fixed(4));
    TrainSettings train =
        Settings.load(
                Optional.empty(),
                List.of(
                    "train.round.steps=4",
                    "train.round.length=qsr",
                    "train.round.qsr-rate=0.2",
                    "train.round.switch-after=0.5",
                    "train.ema=0.99",
                    "train.batch-norm=recompute"))
            .train();
    assertThat(train.round().length()).isEqualTo(RoundLength.quadratic(4, 0.2).startingAfter(0.5));
    assertThat(train.finishing()).isEqualTo(new Finishing(0.99, Finishing.BatchNorm.RECOMPUTE));
    assertThatThrownBy(() -> set("train.round.qsr-rate=0.2"))
        .hasMessageContaining("as train.round.length is fixed");
    assertThatThrownBy(() -> set("train.round.seconds=2"))
        .hasMessageContaining("as train.round.length is fixed");
    assertThat(
            Settings.load(
                    Optional.empty(), List.of("train.round.length=time", "train.round.seconds=2"))
                .train()
                .round()
                .length())
        .isEqualTo(RoundLength.lasting(2, 8));
  }

  @Test
  void tellsWhatIsNotBuiltYetFromWhatIsWrong() {
    assertThatThrownBy(() -> set("data.kind=audio"))
        .hasMessage("data.kind = audio (--set data.kind) is not built yet; today: image, text");
    assertThatThrownBy(() -> set("data.label.by=magic"))
        .hasMessageContaining("one of parent-folder, regex, csv");
  }

  @Test
  void refusesWhatIsNoSettingAtAll() throws IOException {
    Path file = file("train { epochs = ");

    assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("s.conf");
    assertThatThrownBy(() -> set("train.epochs")).hasMessageContaining("key=value");
    assertThatThrownBy(() -> Settings.load(Optional.of(folder.resolve("no.conf")), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no.conf");
  }

  @Test
  void readsNeitherOtherFilesNorTheEnvironment() throws IOException {
    Path include = file("include file(\"/etc/hostname\")");
    assertThatThrownBy(() -> Settings.load(Optional.of(include), List.of()))
        .hasMessageContaining("is refused");

    Path environment = file("run.path = ${PATH}");
    assertThatThrownBy(() -> Settings.load(Optional.of(environment), List.of()))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void hidesSecretsInWhatIsPrinted() {
    assertThat(set("data.source=s3://me:pass@host/x?token=abc&y=1").resolved().get("data.source"))
        .isEqualTo("s3://*********(redacted)@host/x?token=*********(redacted)&y=1");
    assertThat(Redaction.redacted("fs.s3a.secret.key", "abc")).doesNotContain("abc");
  }

  @Test
  void acceptsEveryFileThatIsShipped() throws IOException {
    Path conf = Path.of("..", "conf");
    try (var files = Files.list(conf)) {
      assertThat(files.filter(file -> file.toString().endsWith(".conf")))
          .hasSizeGreaterThan(1)
          .allSatisfy(file -> Settings.load(Optional.of(file), List.of()));
    }
  }

  private Settings set(String override) {
    return Settings.load(Optional.empty(), List.of(override));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("s.conf"), text);
  }
}
