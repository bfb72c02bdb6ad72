package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Tells a file that lacks only its end marker from one that lacks pixels. OpenCV fills missing
 * pixels with grey and says nothing, so the question is asked before it decodes.
 *
 * <p>A JPEG of one pass without its end marker is whole if the JDK's reader, given the marker, does
 * not miss data; a progressive one never is, for its later scans may be missing. A PNG without IEND
 * is whole if the compressed stream of its IDAT chunks reaches its end. Other formats never are.
 */
final class MissingEnd {
  private static final byte[] PNG_END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  private MissingEnd() {}

  /**
   * The bytes with their end put on.
   *
   * @throws BadItemException {@code TRUNCATED} if more than the end is missing
   */
  static byte[] supplied(byte[] content, ImageHeader header) throws BadItemException {
    return switch (header.format()) {
      case JPEG -> jpeg(content, header);
      case PNG -> png(content);
      case GIF, BMP, WEBP, TIFF -> throw truncated(content, header.format());
    };
  }

  private static byte[] jpeg(byte[] content, ImageHeader header) throws BadItemException {
    byte[] whole = Arrays.copyOf(content, content.length + 2);
    whole[content.length] = (byte) 0xff;
    whole[content.length + 1] = (byte) 0xd9;
    AtomicBoolean missing = new AtomicBoolean(JpegStructure.progressive(content));
    try {
      if (!missing.get()) {
        ImageIoReaders.readJpeg(
            whole,
            header.pixels(),
            (source, warning) -> missing.compareAndSet(false, warning.contains("premature end")));
      }
    } catch (IOException e) {
      missing.set(true);
    }
    if (missing.get()) {
      throw truncated(content, ImageFormat.JPEG);
    }
    return whole;
  }

  private static byte[] png(byte[] content) throws BadItemException {
    ByteView bytes = new ByteView(content);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(content, 0, PngStructure.FIRST_CHUNK);
    Inflater inflater = new Inflater();
    try {
      long at = PngStructure.FIRST_CHUNK;
      while (at + PngStructure.CHUNK_FRAME <= bytes.size()) {
        long length = bytes.u32(at, true);
        long next = at + PngStructure.CHUNK_FRAME + length;
        if (next > bytes.size()) {
          break;
        }
        if (bytes.startsWith((int) at + 4, 'I', 'D', 'A', 'T')) {
          inflater.setInput(content, (int) at + 8, (int) length);
          drain(inflater);
        }
        whole.write(content, (int) at, (int) (next - at));
        at = next;
      }
      if (!inflater.finished()) {
        throw truncated(content, ImageFormat.PNG);
      }
    } catch (DataFormatException e) {
      throw new BadItemException(
          QuarantineReason.CORRUPT, "png has a broken IDAT stream and no IEND chunk", e);
    } finally {
      inflater.end();
    }
    whole.writeBytes(PNG_END);
    return whole.toByteArray();
  }

  private static void drain(Inflater inflater) throws DataFormatException {
    byte[] sink = new byte[1 << 16];
    while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
      inflater.inflate(sink);
    }
  }

  private static BadItemException truncated(byte[] content, ImageFormat format) {
    return new BadItemException(
        QuarantineReason.TRUNCATED,
        "%s ends after %d bytes, before its last pixel".formatted(format.text(), content.length));
  }
}
