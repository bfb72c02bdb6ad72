package dev.kindling.datablock.shard;

import java.util.zip.CRC32C;

/** Numbers that the writer and the reader of a shard file agree on; {@link Shard} explains them. */
final class ShardLayout {
  /** "KINDSHRD" as it lies in a file, read little-endian. */
  static final long MAGIC = 0x4452_4853_444e_494bL;

  static final int VERSION = 2;
  static final int HEADER_BYTES = 16;
  static final int RECORD_HEADER_BYTES = 16;
  static final int FOOTER_BYTES = 40;

  private ShardLayout() {}

  /** CRC-32C (Castagnoli) of parts laid end to end. */
  static int checksum(byte[]... parts) {
    CRC32C crc = new CRC32C();
    for (byte[] part : parts) {
      crc.update(part, 0, part.length);
    }
    return (int) crc.getValue();
  }
}
