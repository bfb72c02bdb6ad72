package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.process.LabelType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelSettingsTest {
  @Test
  void readsWhatLabelsAre() {
    assertThat(label().type()).isEqualTo(LabelType.category());
    assertThat(label("data.label.type=multi").type()).isEqualTo(LabelType.multi(" "));
    assertThat(label("data.label.type=multi", "data.label.separator=\"; \"").type())
        .isEqualTo(LabelType.multi("; "));
    assertThat(label("data.label.type=number").type()).isEqualTo(LabelType.number());
    assertThat(label("data.label.by=companion", "data.label.extension=lab").extension())
        .isEqualTo("lab");
  }

  @Test
  void refusesWhatDoesNotFitTheType() {
    refused("data.label.separator (", "data.label.type=multi", "data.label.separator=\"\"");
    refused("data.label.separator (", "data.label.separator=\";\"");
    refused("data.label.blank (", "data.label.blank=keep");
    refused("data.label.ambiguous (", "data.label.type=multi", "data.label.ambiguous=skip");
    refused("data.label.unknown (", "data.label.type=number", "data.label.unknown=drop");
    refused("data.expect.min-per-class (", "data.label.type=number", "data.expect.min-per-class=1");
    refused("data.split.by (", "data.label.type=multi", "data.split.by=stratified");
    refused("data.label.type (", "data.kind=text", "data.label.by=none", "data.label.type=number");
  }

  @Test
  void refusesSecondFilesOfItemsThatAreNoFiles() {
    refused("data.label.extension (", "data.label.extension=lab");
    refused("data.label.extension (", "data.label.by=companion", "data.label.extension=.txt");
    refused("data.label.extension (", "data.label.by=companion", "data.kind=text");
    refused("data.label.by (", "data.label.by=companion", "data.format=webdataset");
  }

  private static LabelSettings label(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides)).data().label();
  }

  private static void refused(String message, String... overrides) {
    assertThatThrownBy(() -> label(overrides))
        .as(String.join(" ", overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }
}
