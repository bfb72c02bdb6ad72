package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Table;
import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.document.SampleColumns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnSettingsTest {
  @Test
  void takesPlainFilesByDefault() {
    DataSettings data = load("data.source=/photos");

    assertThat(data.columns().images()).isEmpty();
    assertThat(data.columns().samples()).isEmpty();
    assertThat(data.database()).isEmpty();
  }

  @Test
  void readsTheColumnsOfATableOfImages() {
    DataSettings data =
        load(
            "data.source=/labels.csv",
            "data.columns.path=file",
            "data.columns.root=s3a://bucket",
            "data.columns.label=what",
            "data.label.by=column");

    assertThat(data.columns().images())
        .contains(ImageColumns.paths("file").below("s3a://bucket").label("what"));
    assertThat(data.table()).isInstanceOf(Table.Files.class);
  }

  @Test
  void readsWhatIsWhereInATarShard() {
    DataSettings data =
        load(
            "data.format=webdataset",
            "data.kind=text",
            "data.columns.label=cls",
            "data.columns.split=json.part",
            "data.split.by=column",
            "data.label.by=column");

    assertThat(data.columns().samples())
        .contains(SampleColumns.items().label("cls").split("json.part"));
  }

  @Test
  void readsADatabaseAndHidesWhoReadsIt() {
    String[] overrides = {
      "data.source=jdbc:postgresql://host/photos?password=geheim",
      "data.jdbc.table=photos",
      "data.jdbc.user=lovelace",
      "data.jdbc.password=geheim",
      "data.jdbc.partition-column=id",
      "data.columns.content=bytes"
    };
    Settings settings = Settings.load(Optional.empty(), List.of(overrides));

    assertThat(settings.data().table())
        .isEqualTo(
            Table.jdbc("jdbc:postgresql://host/photos?password=geheim", "photos")
                .as("lovelace", "geheim")
                .inRangesOf("id"));
    assertThat(settings.resolved().toString()).doesNotContain("geheim", "lovelace");
  }

  @Test
  void namesWhatDoesNotFit() {
    refuses("data.columns.path or data.columns.content is needed", "data.columns.label=x");
    refuses("data.columns.content", "data.columns.path=a", "data.columns.content=b");
    refuses("data.columns.root", "data.columns.root=/x", "data.columns.content=b");
    refuses("data.columns.text", "data.columns.text=x");
    refuses("data.columns.path", "data.kind=text", "data.columns.path=x");
    refuses("data.columns.path", "data.format=webdataset", "data.columns.path=x");
    refuses("json.label", "data.format=webdataset", "data.columns.label=json");
    refuses("data.jdbc.table", "data.source=/photos", "data.jdbc.table=x");
    refuses("data.jdbc.table or data.jdbc.query", "data.source=jdbc:h2:x", "data.columns.path=p");
    refuses("data.columns", "data.source=jdbc:h2:x", "data.jdbc.table=x");
    refuses("data.export.path is needed", "data.export.to=webdataset");
    refuses("data.export.to is needed", "data.export.path=/shards");
  }

  private static void refuses(String message, String... overrides) {
    assertThatThrownBy(() -> load(overrides))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static DataSettings load(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides)).data();
  }
}
