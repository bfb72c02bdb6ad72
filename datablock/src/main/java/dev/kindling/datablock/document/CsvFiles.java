package dev.kindling.datablock.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.text.Normalizer;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;

/**
 * CSV files with a header line, packed by gzip where their names end so; a document a row.
 *
 * @param columns names of the text column, then of those for key, label and split; empty where
 *     there is none
 */
public record CsvFiles(List<String> columns) implements Serializable {
  public CsvFiles {
    columns = List.copyOf(columns);
  }

  /** Files that have these columns. */
  public static CsvFiles of(TextColumns columns) {
    return new CsvFiles(
        List.of(
            columns.text(),
            columns.key().orElse(""),
            columns.label().orElse(""),
            columns.split().orElse("")));
  }

  /** The rows of one file. */
  public Iterator<Row> rows(FileTree tree, String file, String location) {
    return RowSource.iterator(file, () -> open(tree, file, location));
  }

  private RowSource open(FileTree tree, String file, String location) throws IOException {
    InputStream in = tree.open(location);
    boolean packed = file.toLowerCase(Locale.ROOT).endsWith(".gz");
    CsvReader reader = new CsvReader(packed ? new GZIPInputStream(in, 1 << 16) : in);
    List<String> header =
        reader.next().map(CsvReader.CsvRecord::fields).orElse(List.of()).stream()
            .map(name -> new String(name, UTF_8).strip())
            .toList();
    for (String column : columns) {
      if (!column.isEmpty() && !header.contains(column)) {
        reader.close();
        throw new IOException("it has no column \"%s\", only %s".formatted(column, header));
      }
    }
    List<Integer> places =
        columns.stream().map(name -> name.isEmpty() ? -1 : header.indexOf(name)).toList();
    return new Rows(file, reader, header.size(), places);
  }

  private record Rows(String file, CsvReader reader, int width, List<Integer> places)
      implements RowSource {
    @Override
    public Optional<Row> next() throws IOException {
      return reader.next().map(this::row);
    }

    private Row row(CsvReader.CsvRecord found) {
      String position = DocumentRow.key(file, reader.number() - 1);
      if (found.blank() && width > 1) {
        return DocumentRow.skipped(position, SkipReason.BLANK_LINE);
      }
      List<byte[]> fields = found.fields();
      if (found.fault().isPresent() || fields.size() != width) {
        return DocumentRow.bad(
            position,
            QuarantineReason.MALFORMED_ROW,
            found
                .fault()
                .orElse("has %d fields, the header has %d".formatted(fields.size(), width)));
      }
      Optional<String> key = text(fields, 1).map(k -> Normalizer.normalize(k, Normalizer.Form.NFC));
      if (key.isPresent() && key.get().isBlank()) {
        return DocumentRow.bad(position, QuarantineReason.MALFORMED_ROW, "has no key");
      }
      return DocumentRow.document(
          key.orElse(position), fields.get(places.get(0)), text(fields, 2), text(fields, 3));
    }

    private Optional<String> text(List<byte[]> fields, int column) {
      int place = places.get(column);
      return place < 0 ? Optional.empty() : Optional.of(new String(fields.get(place), UTF_8));
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
