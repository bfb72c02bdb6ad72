package dev.kindling.datablock.document;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar file counted, with a limit to what may be read as headers: a few bytes can
 * state that a name is gigabytes long. For one thread.
 */
final class TarInput extends FilterInputStream {
  private static final long HEADERS = 1 << 20;

  private long position;
  private long limit = Long.MAX_VALUE;

  TarInput(InputStream in) {
    super(in);
  }

  /** How many bytes were read. */
  long position() {
    return position;
  }

  /** What follows are headers, and must end soon. */
  void expectHeaders() {
    limit = position + HEADERS;
  }

  /** What follows is a member, of any length. */
  void expectContent() {
    limit = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    requireWithinLimit();
    int b = super.read();
    position += b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requireWithinLimit();
    int count = super.read(bytes, offset, length);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void requireWithinLimit() throws IOException {
    if (position >= limit) {
      throw new IOException("headers of more than %d bytes".formatted(HEADERS));
    }
  }
}
