package dev.kindling.train.cluster;

import java.util.Locale;

/** How workers write their changes of the parameters. */
public enum Compression {
  /** As parameters in float32. */
  NONE(Float.BYTES),
  /** Changes in 16 bits, of blocks scaled by a power of two. */
  FP16(Short.BYTES),
  /** Changes in 8 bits, of blocks scaled by their largest. */
  INT8(Byte.BYTES);

  private final int bytes;

  Compression(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number, scales not counted. */
  public int bytes() {
    return bytes;
  }

  /** The name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The compression of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Compression of(String text) {
    for (Compression compression : values()) {
      if (compression.text().equals(text)) {
        return compression;
      }
    }
    throw new IllegalArgumentException(
        "Compression must be none, fp16 or int8, got \"" + text + "\"");
  }
}
