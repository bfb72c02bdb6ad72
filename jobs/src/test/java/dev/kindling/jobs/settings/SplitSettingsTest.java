package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.KeyPattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SplitSettingsTest {
  @Test
  void readsFoldsGroupsAndLists() {
    SplitSettings folds = data("data.split.by=k-fold", "data.split.fold=3 of 10").split();
    assertThat(folds.fold()).isEqualTo(new SplitSettings.Fold(3, 10));

    SplitSettings groups = data("data.split.by=group", "data.split.group=p(\\d+)").split();
    assertThat(groups.group()).contains(new KeyPattern("p(\\d+)"));

    SplitSettings lists =
        data("data.split.by=file", "data.split.valid-file=v.txt", "data.split.test-file=t.txt")
            .split();
    assertThat(lists.validFile()).contains("v.txt");
    assertThat(lists.testFile()).contains("t.txt");
  }

  @Test
  void readsAPatternForLabels() {
    assertThat(data("data.label.by=regex", "data.label.pattern=(a|b)").label().pattern())
        .contains(new KeyPattern("(a|b)"));
  }

  @Test
  void refusesWhatIsMissing() {
    refused("data.split.group is needed", "data.split.by=group");
    refused("data.split.valid-file is needed", "data.split.by=file");
    refused("data.label.pattern is needed", "data.label.by=regex");
  }

  @Test
  void refusesWhatMeansNothing() {
    refused(
        "data.split.fold (--set data.split.fold) must be one of at least 2 folds",
        "data.split.fold=6 of 5");
    refused("such as 1 of 5, got \"half\"", "data.split.fold=half");
    refused("data.split.group (--set data.split.group) must be a pattern", "data.split.group=ab");
    refused("no regular expression of RE2/J", "data.label.pattern=(");
    refused(
        "data.split.test-file (--set data.split.test-file) must be another file",
        "data.split.by=file",
        "data.split.valid-file=v",
        "data.split.test-file=v");
  }

  private static void refused(String message, String... overrides) {
    assertThatThrownBy(() -> data(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static DataSettings data(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides)).data();
  }
}
