package dev.kindling.datablock.image;

import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Encoded bytes for ImageIO, without a copy or a temporary file. Reading ends with an exception
 * once the reading thread is interrupted, so that a decoder past its time stops.
 */
final class MemoryImageInput extends ImageInputStreamImpl {
  private final byte[] content;

  MemoryImageInput(byte[] content) {
    this.content = content;
  }

  @Override
  public int read() throws InterruptedIOException {
    stopIfInterrupted();
    bitOffset = 0;
    return streamPos < content.length ? content[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws InterruptedIOException {
    stopIfInterrupted();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= content.length) {
      return -1;
    }
    int count = (int) Math.min(length, content.length - streamPos);
    System.arraycopy(content, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return content.length;
  }

  private static void stopIfInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("decoding was given up");
    }
  }
}
