package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.jobs.run.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of images to a dataset, that to tar shards, and these to a dataset again. */
class SourcesEndToEndTest {
  @TempDir private Path folder;

  @Test
  void preparesATableThenItsShards() {
    SparkFixture.session();
    new ImageFolder(folder.resolve("photos")).classes(2);
    StringBuilder csv = new StringBuilder("file,what,part\n");
    for (String split : List.of("train", "valid")) {
      for (int i = 0; i < 2; i++) {
        csv.append("%1$s/a/%2$d.png,cat,%1$s%n%1$s/b/%2$d.png,dog,%1$s%n".formatted(split, i));
      }
    }
    new ImageFolder(folder).text("lists/photos.csv", csv + ",cat,train\n");

    Map<String, Object> table =
        done(
            "prepare",
            "--source=" + folder.resolve("lists/photos.csv"),
            "--path=" + folder.resolve("prepared"),
            "--set=data.columns.path=file",
            "--set=data.columns.root=" + folder.resolve("photos"),
            "--set=data.columns.label=what",
            "--set=data.columns.split=part",
            "--set=data.label.by=column",
            "--set=data.split.by=column",
            "--set=data.quarantine.max-fraction=0.2");
    Map<String, Object> exported =
        done(
            "prepare",
            "--path=" + folder.resolve("prepared"),
            "--to=webdataset",
            "--output=" + folder.resolve("shards"));
    Map<String, Object> shards =
        done(
            "prepare",
            "--source=" + folder.resolve("shards"),
            "--path=" + folder.resolve("again"),
            "--set=data.format=webdataset",
            "--set=data.columns.key=json.key",
            "--set=data.columns.label=json.label",
            "--set=data.columns.split=json.split",
            "--set=data.label.by=column",
            "--set=data.split.by=column");

    assertThat(table)
        .containsEntry("train", 4)
        .containsEntry("valid", 4)
        .containsEntry("labels", 2)
        .containsEntry("quarantined", Map.of("no-path", 1));
    assertThat(exported).containsEntry("version", 0);
    assertThat((Map<?, ?>) exported.get("export"))
        .isEqualTo(
            Map.of(
                "path",
                folder.resolve("shards").toString(),
                "shards",
                2,
                "samples",
                8,
                "bytes",
                ((Map<?, ?>) exported.get("export")).get("bytes")));
    assertThat(shards)
        .containsEntry("train", 4)
        .containsEntry("valid", 4)
        .containsEntry("labels", 2)
        .containsEntry("quarantined", Map.of());
  }

  private static Map<String, Object> done(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = Kindling.run(new PrintStream(out, true, UTF_8), all.toArray(String[]::new));
    String[] lines = out.toString(UTF_8).strip().split("\n");
    assertThat(code).as(out.toString(UTF_8)).isZero();
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> json = JsonFormat.read(lines[lines.length - 1], Map.class);
      return json;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
