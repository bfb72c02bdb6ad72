package dev.kindling.datablock.document;

import com.google.re2j.Pattern;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.SkipReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Text files that hold many documents each. */
public final class TextFiles {
  private TextFiles() {}

  /** A document a line, without its end; blank lines are skipped. */
  public static Iterator<Row> lines(FileTree tree, String file, String location) {
    return RowSource.iterator(file, () -> new Lines(file, reader(tree, location)));
  }

  /**
   * A document begins at the first line, and at every line behind a blank one in which the pattern
   * is found. Every line belongs to a document, blank ones too; blank lines before the first
   * heading belong to the first document.
   */
  public static Iterator<Row> sections(
      FileTree tree, String file, String location, Pattern heading) {
    return RowSource.iterator(file, () -> new Sections(file, reader(tree, location), heading));
  }

  private static LineReader reader(FileTree tree, String location) throws IOException {
    InputStream in = tree.open(location);
    return new LineReader(in, DocumentRow.MAX_BYTES);
  }

  private record Lines(String file, LineReader reader) implements RowSource {
    @Override
    public Optional<Row> next() throws IOException {
      return reader
          .next()
          .map(
              line -> {
                String key = DocumentRow.key(file, reader.number());
                return Bytes.blank(line)
                    ? DocumentRow.skipped(key, SkipReason.BLANK_LINE)
                    : DocumentRow.document(
                        key, withoutEnd(line), Optional.empty(), Optional.empty());
              });
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private static byte[] withoutEnd(byte[] line) {
    int end = line.length;
    while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) {
      end--;
    }
    return java.util.Arrays.copyOf(line, end);
  }

  private static final class Sections implements RowSource {
    private final String file;
    private final LineReader reader;
    private final Pattern heading;
    private final Bytes section = new Bytes(DocumentRow.MAX_BYTES);
    private Optional<byte[]> ahead = Optional.empty();
    private long begin = 1;
    private boolean onlyBlank = true;
    private boolean blankBefore = true;

    Sections(String file, LineReader reader, Pattern heading) {
      this.file = file;
      this.reader = reader;
      this.heading = heading;
    }

    @Override
    public Optional<Row> next() throws IOException {
      ahead.ifPresent(this::take);
      ahead = Optional.empty();
      for (Optional<byte[]> line = reader.next(); line.isPresent(); line = reader.next()) {
        if (blankBefore && !onlyBlank && begins(line.get())) {
          ahead = line;
          return Optional.of(finished());
        }
        take(line.get());
      }
      return section.count() == 0 ? Optional.empty() : Optional.of(finished());
    }

    private void take(byte[] line) {
      if (section.count() == 0) {
        begin = reader.number();
      }
      section.add(line);
      blankBefore = Bytes.blank(line);
      onlyBlank &= blankBefore;
    }

    private boolean begins(byte[] line) {
      String text = new String(withoutEnd(line), StandardCharsets.UTF_8);
      return heading.matcher(text).find();
    }

    private Row finished() {
      onlyBlank = true;
      return DocumentRow.document(
          DocumentRow.key(file, begin), section.take(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
