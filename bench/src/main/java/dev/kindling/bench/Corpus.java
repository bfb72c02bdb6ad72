package dev.kindling.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Documents in memory: of a folder, every {@code .txt} file and every value of the column {@code
 * text} of every {@code .csv} and {@code .csv.gz} file, in the order of their names.
 *
 * @param documents the texts
 * @param bytes of them all in UTF-8
 */
record Corpus(List<String> documents, long bytes) {
  private static final String COLUMN = "text";

  /** As many documents as are needed for so many bytes, or all there are. */
  static Corpus of(Path folder, long atLeast) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    List<String> documents = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      for (String document : documents(file)) {
        if (bytes < atLeast) {
          documents.add(document);
          bytes += document.getBytes(StandardCharsets.UTF_8).length;
        }
      }
    }
    if (documents.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no .txt, .csv or .csv.gz file with texts".formatted(folder));
    }
    return new Corpus(documents, bytes);
  }

  private static List<String> documents(Path file) throws IOException {
    String name = file.toString();
    if (name.endsWith(".txt")) {
      return List.of(Files.readString(file));
    }
    if (!name.endsWith(".csv") && !name.endsWith(".csv.gz")) {
      return List.of();
    }
    try (InputStream plain = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(plain) : plain;
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<List<String>> records = records(reader);
      int column = records.get(0).indexOf(COLUMN);
      return column < 0
          ? List.of()
          : records.subList(1, records.size()).stream()
              .filter(record -> record.size() > column)
              .map(record -> record.get(column))
              .toList();
    }
  }

  /** Fields between commas, in quotes where they hold some; quotes are doubled there. */
  private static List<List<String>> records(Reader reader) throws IOException {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int before = 0;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '"') {
        if (!quoted && before == '"') {
          field.append('"');
        }
        quoted = !quoted;
      } else if (quoted || (c != ',' && c != '\n')) {
        field.append((char) c);
      } else {
        record.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      }
      before = c;
    }
    return records;
  }
}
