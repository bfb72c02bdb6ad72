package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Glob;
import dev.kindling.datablock.scan.Hidden;
import dev.kindling.datablock.scan.Links;
import dev.kindling.datablock.scan.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanSettingsTest {
  @TempDir private Path folder;

  @Test
  void takesAllOfTheKindByDefault() {
    assertThat(load().data().selection()).isEqualTo(Selection.of(FileKind.IMAGES));
    assertThat(load("data.kind=text").data().selection()).isEqualTo(Selection.of(FileKind.TEXTS));
  }

  @Test
  void readsWhatIsSelected() {
    Selection selection =
        load(
                "data.extensions=[PNG, .gif]",
                "data.include=[\"train/**\"]",
                "data.exclude=[\"**/tmp\"]",
                "data.folders=[train]",
                "data.hidden=read",
                "data.links=skip")
            .data()
            .selection();

    assertThat(selection)
        .isEqualTo(
            Selection.of(FileKind.IMAGES)
                .extensions("png", "gif")
                .include("train/**")
                .exclude("**/tmp")
                .folders("train")
                .hidden(Hidden.READ)
                .links(Links.SKIP));
  }

  @Test
  void readsTheWordThatHoconHasAUseFor() throws IOException {
    Path path = Files.writeString(folder.resolve("a.conf"), "data.include = [\"a/**\"]");
    Path block = Files.writeString(folder.resolve("b.conf"), "data { \"include\" = [\"a/**\"] }");

    assertThat(Settings.load(Optional.of(path), List.of()).data().selection().include())
        .containsExactly(Glob.of("a/**"));
    assertThat(Settings.load(Optional.of(block), List.of()).data().selection().include())
        .containsExactly(Glob.of("a/**"));
  }

  @Test
  void namesTheSettingOfAGlobThatIsNone() {
    assertThatThrownBy(() -> load("data.exclude=[\"ok/*\", \"[a\"]"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.exclude")
        .hasMessageContaining("Glob \"[a\" lacks a ]");
  }

  @Test
  void refusesFoldersOfFolders() {
    assertThatThrownBy(() -> load("data.folders=[train/cat]"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.folders")
        .hasMessageContaining("without slashes");
  }

  private static Settings load(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides));
  }
}
