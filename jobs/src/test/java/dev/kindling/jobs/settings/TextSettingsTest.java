package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Documents;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.VocabKind;
import dev.kindling.datablock.text.VocabLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextSettingsTest {
  @Test
  void readsTheDefaultsOfTexts() {
    DataSettings data = text();

    assertThat(data.kind()).isEqualTo(Kind.TEXT);
    assertThat(data.text())
        .isEqualTo(
            new TextSettings(
                Documents.files(), TextRules.standard(), VocabLimits.standard(), Optional.empty()));
    assertThat(data.split().test()).isEmpty();
  }

  @Test
  void readsRulesColumnsAndSections() {
    DataSettings data =
        text(
            "data.documents=section",
            "data.heading=^ = x",
            "data.columns.text=review",
            "data.columns.split=part",
            "data.split.by=column",
            "data.split.valid=",
            "data.split.test=later",
            "data.text.rules=none",
            "data.text.tokenizer=whitespace",
            "data.text.line-end=<eos>",
            "data.text.max-vocab=10",
            "data.text.min-frequency=3");

    assertThat(data.text().documents()).isEqualTo(Documents.sections("^ = x"));
    assertThat(data.columns().texts())
        .contains(
            new TextColumns(Optional.empty(), "review", Optional.empty(), Optional.of("part")));
    assertThat(data.text().rules()).isEqualTo(TextRules.none(Tokenizer.whitespace("<eos>")));
    assertThat(data.text().vocab()).isEqualTo(new VocabLimits(10, 3));
    assertThat(data.split().valid()).isEmpty();
    assertThat(data.split().test()).contains("later");
  }

  @Test
  void readsAVocabularyOfSubWords() {
    TextSettings text = text("data.text.vocabulary=subwords", "data.text.max-vocab=256").text();

    assertThat(text.rules()).isEqualTo(TextRules.standard().with(VocabKind.SUBWORDS));
    assertThat(text.vocab()).isEqualTo(new VocabLimits(256, 2));
  }

  @Test
  void refusesWhatGoesIllTogether() {
    refused("data.text.vocabulary (--set data.text.vocabulary) must be", "data.text.vocabulary=x");
    refused(
        "data.text.max-vocab (--set data.text.max-vocab) must be 256 or more",
        "data.text.vocabulary=subwords",
        "data.text.max-vocab=255");
    refused("data.text.line-end (--set data.text.line-end) must be \"\"", "data.text.line-end=x");
    refused("a token without spaces", "data.text.tokenizer=whitespace", "data.text.line-end=a b");
    refused("data.heading is needed", "data.documents=section");
    refused("a regular expression of RE2/J", "data.documents=section", "data.heading=(");
    refused("data.columns.text is needed", "data.columns.key=id");
    refused("data.columns.label is needed", "data.label.by=column", "data.columns.text=t");
    refused("data.columns.split is needed", "data.split.by=column", "data.columns.text=t");
    refused("another name than that of valid", "data.split.test=valid");
    refused("a name of its own", "data.split.train=valid");
    refused("at most 268435456 for texts", "data.limits.max-bytes=268435457");
  }

  @Test
  void refusesWhatIsForItemsOfTheOtherKind() {
    refused(
        "data.size (--set data.size) has no meaning here, as data.kind is text: take it out",
        "data.size=64");
    assertThatThrownBy(
            () -> Settings.load(Optional.empty(), List.of("data.text.tokenizer=whitespace")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("as data.kind is image");
    assertThatThrownBy(() -> Settings.load(Optional.empty(), List.of("data.label.by=none")))
        .hasMessageContaining(
            "parent-folder, regex, csv, column or companion, as data.kind is image");
  }

  private static void refused(String message, String... overrides) {
    assertThatThrownBy(() -> text(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static DataSettings text(String... overrides) {
    List<String> all = new ArrayList<>(List.of("data.kind=text"));
    all.addAll(List.of(overrides));
    return Settings.load(Optional.empty(), all).data();
  }
}
