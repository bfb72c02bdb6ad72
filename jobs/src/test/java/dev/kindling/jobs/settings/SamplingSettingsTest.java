package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.shard.GroupShares.Length;
import dev.kindling.jobs.settings.SamplingSettings.By;
import dev.kindling.jobs.settings.SamplingSettings.Weighting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplingSettingsTest {
  private static final String BY_SOURCE = "train.sampling.by=source";
  private static final String SOURCE = "train.sampling.source=\"^([^/]+)/\"";

  @Test
  void readsLabelsAndSources() {
    SamplingSettings labels =
        sampling(
            "train.sampling.by=label", "train.sampling.balance=0.5", "train.sampling.length=over");
    assertThat(labels.by()).isEqualTo(By.LABEL);
    assertThat(labels.balance()).isEqualTo(0.5);
    assertThat(labels.length()).isEqualTo(Length.OVER);

    SamplingSettings sources =
        sampling(BY_SOURCE, SOURCE, "train.sampling.shares=[\"0.7 my photos\", \"3 drawings\"]");
    assertThat(sources.source()).contains(new KeyPattern("^([^/]+)/"));
    assertThat(sources.shares()).containsEntry("my photos", 0.7).containsEntry("drawings", 3.0);
  }

  @Test
  void takesEveryItemOnceByDefault() {
    assertThat(sampling().by()).isEqualTo(By.NONE);
  }

  @Test
  void readsWhatLabelsCount() {
    assertThat(sampling("train.class-weights=balanced").weighting()).isEqualTo(Weighting.BALANCED);
  }

  @Test
  void refusesWhatMeansNothing() {
    refused("train.sampling.balance", "as train.sampling.by is none", "train.sampling.balance=0");
    refused("train.sampling.shares is needed", "as train.sampling.by is source", BY_SOURCE, SOURCE);
    refused(
        "must be a list of a share above 0 and a source each",
        "such as \"0.7 photos\"",
        BY_SOURCE,
        SOURCE,
        "train.sampling.shares=[\"photos 0.7\"]");
    refused(
        "train.sampling.by (--set train.sampling.by) must be one of none, label, source",
        "got \"class\"",
        "train.sampling.by=class");
  }

  private static void refused(String message, String more, String... overrides) {
    assertThatThrownBy(() -> sampling(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(more);
  }

  private static SamplingSettings sampling(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides)).train().sampling();
  }
}
