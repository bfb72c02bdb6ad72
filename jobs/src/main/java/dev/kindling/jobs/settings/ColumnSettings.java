package dev.kindling.jobs.settings;

import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.document.SampleColumns;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.table.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What holds what in a table or a tar shard; at most one of the three is there, and none for plain
 * files.
 *
 * @param texts of a table of texts
 * @param images of a table of images
 * @param samples of tar shards
 * @param label where labels are, where that is told
 * @param split where splits are, where that is told
 */
public record ColumnSettings(
    Optional<TextColumns> texts,
    Optional<ImageColumns> images,
    Optional<SampleColumns> samples,
    Optional<String> label,
    Optional<String> split) {
  static final String FORMAT = "data.format";
  private static final String TEXT = "data.columns.text";
  private static final String PATH = "data.columns.path";
  private static final String ROOT = "data.columns.root";
  private static final String CONTENT = "data.columns.content";
  private static final List<String> OF_PATHS = List.of(PATH, ROOT);

  static ColumnSettings from(Reader reader, Kind kind) {
    reader.requireDefaults(
        kind == Kind.TEXT ? List.of(PATH, ROOT, CONTENT) : List.of(TEXT),
        "data.kind is " + kind.text());
    Optional<String> key = reader.textIfGiven("data.columns.key");
    Optional<String> label = reader.textIfGiven("data.columns.label");
    Optional<String> split = reader.textIfGiven("data.columns.split");
    Optional<String> item = reader.textIfGiven(kind == Kind.TEXT ? TEXT : CONTENT);
    if (reader.oneOf(FORMAT, List.of("auto", "webdataset")).equals("webdataset")) {
      reader.requireDefaults(OF_PATHS, FORMAT + " is webdataset");
      SampleColumns samples = samples(item, key, label, split);
      return new ColumnSettings(
          Optional.empty(), Optional.empty(), Optional.of(samples), label, split);
    }
    Optional<String> path = reader.textIfGiven(PATH);
    if (path.isPresent() && item.isPresent()) {
      throw reader.complaint(CONTENT, "\"\", as data.columns.path is given");
    }
    if (path.isEmpty()) {
      reader.requireDefaults(List.of(ROOT), "data.columns.path is not given");
    }
    boolean named = Stream.of(key, label, split).anyMatch(Optional::isPresent);
    if (named && path.isEmpty() && item.isEmpty()) {
      throw DataSettings.missing(
          kind == Kind.TEXT ? TEXT : PATH + " or " + CONTENT,
          "the column of the items, as other columns are named");
    }
    return new ColumnSettings(
        kind == Kind.TEXT
            ? item.map(column -> new TextColumns(key, column, label, split))
            : Optional.empty(),
        kind == Kind.IMAGE && (path.isPresent() || item.isPresent())
            ? Optional.of(new ImageColumns(path, reader.textIfGiven(ROOT), item, key, label, split))
            : Optional.empty(),
        Optional.empty(),
        label,
        split);
  }

  private static SampleColumns samples(
      Optional<String> item, Optional<String> key, Optional<String> label, Optional<String> split) {
    try {
      return new SampleColumns(item, key, label, split);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "data.columns must fit tar shards, as %s is webdataset: %s"
              .formatted(FORMAT, e.getMessage()),
          e);
    }
  }

  /** Whether items are rows of a table. */
  boolean ofTable() {
    return texts.isPresent() || images.isPresent();
  }
}
