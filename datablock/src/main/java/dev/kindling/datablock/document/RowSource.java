package dev.kindling.datablock.document;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.spark.sql.Row;

/** The rows of one file, one after the other; see {@link DocumentRow}. For one thread. */
interface RowSource extends Closeable {
  /** The next row; empty behind the last. */
  Optional<Row> next() throws IOException;

  /** How a file is opened. */
  interface Opener {
    RowSource open() throws IOException;
  }

  /**
   * The rows; the file is closed behind the last. A file that cannot be read to its end is told.
   */
  static Iterator<Row> iterator(String file, Opener opener) {
    return new Iterator<>() {
      private Optional<RowSource> source = Optional.empty();
      private Optional<Row> head = Optional.empty();
      private boolean done;

      @Override
      public boolean hasNext() {
        if (head.isEmpty() && !done) {
          head = advance();
          done |= head.isEmpty();
        }
        return head.isPresent();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException("No more rows of " + file);
        }
        Row row = head.orElseThrow();
        head = Optional.empty();
        return row;
      }

      private Optional<Row> advance() {
        try {
          if (source.isEmpty()) {
            source = Optional.of(opener.open());
          }
          Optional<Row> next = source.get().next();
          if (next.isEmpty()) {
            source.get().close();
          }
          return next;
        } catch (IOException | UncheckedIOException e) {
          done = true;
          String what = e instanceof ZipException ? "not gzip: " : "";
          return Optional.of(DocumentRow.broken(file, what + e.getMessage()));
        }
      }
    };
  }
}
