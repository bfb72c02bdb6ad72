package dev.kindling.datablock.document;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV file as RFC 4180 has it: fields between commas, in quotes where they hold
 * commas, line breaks or quotes, which are doubled there. Records end with {@code \r\n} or {@code
 * \n}. Fields are bytes, in whatever encoding. A byte-order mark in front is passed over. For one
 * thread.
 */
final class CsvReader implements Closeable {
  private static final int[] MARK = {0xEF, 0xBB, 0xBF};

  private final PushbackInputStream in;
  private final Bytes field = new Bytes(DocumentRow.MAX_BYTES);
  private long number;

  CsvReader(InputStream in) throws IOException {
    this.in = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), MARK.length);
    passMark();
  }

  /**
   * One record.
   *
   * @param fields at least one
   * @param quoted whether any field was in quotes
   * @param fault what is wrong with it, if anything
   */
  record CsvRecord(List<byte[]> fields, boolean quoted, Optional<String> fault) {
    boolean blank() {
      return !quoted && fields.size() == 1 && fields.get(0).length == 0;
    }
  }

  /**
   * The next record; empty behind the last.
   *
   * @throws EOFException if the file ends inside a quoted field
   */
  Optional<CsvRecord> next() throws IOException {
    int c = in.read();
    if (c < 0) {
      return Optional.empty();
    }
    number++;
    List<byte[]> fields = new ArrayList<>();
    boolean quoted = false;
    Optional<String> fault = Optional.empty();
    while (true) {
      if (c == '"') {
        quoted = true;
        quoted();
        c = in.read();
        if (!endsField(c)) {
          fault = Optional.of("field %d goes on behind its quotes".formatted(fields.size() + 1));
        }
      }
      while (!endsField(c)) {
        field.add(c);
        c = in.read();
      }
      fields.add(field.take());
      if (c != ',') {
        passLineFeed(c);
        return Optional.of(new CsvRecord(fields, quoted, fault));
      }
      c = in.read();
    }
  }

  /** The number of the record given last, from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Takes what stands up to the closing quote, that included. */
  private void quoted() throws IOException {
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException(
            "a quote opened in record %d, the header counted, is never closed".formatted(number));
      }
      if (c == '"') {
        int next = in.read();
        if (next != '"') {
          back(next);
          return;
        }
      }
      field.add(c);
    }
  }

  private boolean endsField(int c) throws IOException {
    if (c == '\r') {
      int next = in.read();
      back(next);
      return next == '\n' || next < 0;
    }
    return c < 0 || c == ',' || c == '\n';
  }

  private void passLineFeed(int c) throws IOException {
    if (c == '\r') {
      in.read();
    }
  }

  private void passMark() throws IOException {
    int[] begin = {in.read(), in.read(), in.read()};
    if (!java.util.Arrays.equals(begin, MARK)) {
      for (int i = begin.length - 1; i >= 0; i--) {
        back(begin[i]);
      }
    }
  }

  private void back(int c) throws IOException {
    if (c >= 0) {
      in.unread(c);
    }
  }
}
