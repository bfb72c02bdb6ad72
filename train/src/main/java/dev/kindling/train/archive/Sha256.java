package dev.kindling.train.archive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hex. */
public final class Sha256 {
  private static final int CHUNK_FLOATS = 1 << 16;

  private Sha256() {}

  /** Of bytes. */
  public static String of(byte[] bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return hex(digest);
  }

  /** Of float32 values as little-endian bytes: how parameters are told apart in reports. */
  public static String of(float[] values) {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES);
    Tensor tensor = Tensor.vector("values", values);
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      tensor.encode(from, Math.min(values.length, from + CHUNK_FLOATS), buffer);
      digest.update(buffer);
    }
    return hex(digest);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
