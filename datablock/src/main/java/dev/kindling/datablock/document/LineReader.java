package dev.kindling.datablock.document;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file with their ends, which are {@code \n}; for one thread. */
final class LineReader implements Closeable {
  private final InputStream in;
  private final Bytes line;
  private long number;

  /**
   * A reader.
   *
   * @param maxBytes that are kept of a line, and one more
   */
  LineReader(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.line = new Bytes(maxBytes);
  }

  /** The next line with its end; empty behind the last. */
  Optional<byte[]> next() throws IOException {
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    while (b >= 0 && b != '\n') {
      line.add(b);
      b = in.read();
    }
    if (b == '\n') {
      line.add(b);
    }
    number++;
    return Optional.of(line.take());
  }

  /** The number of the line given last, from 1. */
  long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
