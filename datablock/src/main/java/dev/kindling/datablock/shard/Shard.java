package dev.kindling.datablock.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The records of one logical worker in a memory-mapped file, for reading in any order. It is a
 * cache: who finds it damaged builds it again from the prepared table.
 *
 * <p>The file, all numbers little-endian, offsets counted from the start of the file, every
 * checksum CRC-32C:
 *
 * <pre>
 * header    8 bytes magic "KINDSHRD" · 4 version (2) · 4 zero
 * record    4 number of targets · 4 key length · 4 content length · 4 checksum of the rest
 *           4 for each target · key (UTF-8) · content                   … one after the other
 * offsets   8 bytes for each record: where it begins
 * footer    8 bytes magic · 8 length of the file · 8 where the offsets begin · 4 number of records
 *           4 version · 4 checksum of the offsets · 4 checksum of the footer before it
 * </pre>
 *
 * <p>Opening checks header, footer, length and offsets; each read checks its record. Safe for use
 * by many threads.
 */
public final class Shard implements Closeable {
  private final Path path;
  private final MappedFile file;
  private final long[] offsets;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** By index; written by any thread, at worst twice with the same value. */
  private final boolean[] whole;

  private Shard(Path path, MappedFile file, long[] offsets) {
    this.path = path;
    this.file = file;
    this.offsets = offsets;
    this.whole = new boolean[offsets.length - 1];
  }

  /**
   * Maps a finished file.
   *
   * @throws IOException if there is none, or it is not a whole shard of this version; build it
   *     again
   */
  public static Shard open(Path path) throws IOException {
    return open(path, MappedFile.SEGMENT_BYTES);
  }

  static Shard open(Path path, int segmentBytes) throws IOException {
    MappedFile file = MappedFile.open(path, segmentBytes);
    int least = ShardLayout.HEADER_BYTES + ShardLayout.FOOTER_BYTES;
    require(file.size() >= least, path, "its length", "at least " + least, file.size());
    ByteBuffer header = file.numbers(0, ShardLayout.HEADER_BYTES);
    require(path, "its first bytes", ShardLayout.MAGIC, header.getLong());
    require(path, "its version", ShardLayout.VERSION, header.getInt());
    require(path, "its spare bytes", 0, header.getInt());

    ByteBuffer footer =
        file.numbers(file.size() - ShardLayout.FOOTER_BYTES, ShardLayout.FOOTER_BYTES);
    require(path, "its footer", ShardLayout.MAGIC, footer.getLong());
    byte[] checked = Arrays.copyOf(footer.array(), ShardLayout.FOOTER_BYTES - Integer.BYTES);
    int footerChecksum = footer.getInt(checked.length);
    require(path, "its footer's checksum", ShardLayout.checksum(checked), footerChecksum);
    require(path, "its length", footer.getLong(), file.size());
    long offsetsAt = footer.getLong();
    int count = footer.getInt();
    require(path, "its footer's version", ShardLayout.VERSION, footer.getInt());

    long expectedEnd = offsetsAt + (long) count * Long.BYTES + ShardLayout.FOOTER_BYTES;
    require(path, "its length by the offsets", expectedEnd, file.size());
    ByteBuffer table = file.numbers(offsetsAt, Math.multiplyExact(count, Long.BYTES));
    require(path, "its offsets' checksum", footer.getInt(), ShardLayout.checksum(table.array()));
    long[] offsets = new long[count + 1];
    table.asLongBuffer().get(offsets, 0, count);
    offsets[count] = offsetsAt;
    return new Shard(path, file, offsets);
  }

  /** Records in all. */
  public int size() {
    return offsets.length - 1;
  }

  /**
   * A copy of one record.
   *
   * @param index in [0, {@link #size()})
   * @throws UncheckedIOException if the record is damaged; build the shard again
   */
  public ShardRecord record(int index) {
    requireReadable(index);
    long length = offsets[index + 1] - offsets[index];
    ByteBuffer bytes = file.numbers(offsets[index], Math.toIntExact(length));
    int targetCount = bytes.getInt();
    int keyLength = bytes.getInt();
    int contentLength = bytes.getInt();
    int checksum = bytes.getInt();
    byte[] all = bytes.array();
    long keyAt = ShardLayout.RECORD_HEADER_BYTES + (long) Integer.BYTES * targetCount;
    if (targetCount < 1
        || keyLength < 0
        || contentLength < 0
        || keyAt + keyLength + contentLength != length) {
      throw damaged(index);
    }
    byte[] rest = Arrays.copyOfRange(all, ShardLayout.RECORD_HEADER_BYTES, all.length);
    if (checksum != ShardLayout.checksum(Arrays.copyOf(all, 12), rest)) {
      throw damaged(index);
    }
    int[] targets = new int[targetCount];
    bytes.asIntBuffer().get(targets);
    int contentAt = (int) keyAt + keyLength;
    return new ShardRecord(
        new String(all, (int) keyAt, keyLength, UTF_8),
        targets,
        Arrays.copyOfRange(all, contentAt, all.length));
  }

  /**
   * The category of one record, or what else the first int of its target is, without reading its
   * content.
   *
   * @param index in [0, {@link #size()})
   */
  public int target(int index) {
    requireReadable(index);
    long targetsAt = offsets[index] + ShardLayout.RECORD_HEADER_BYTES;
    return file.numbers(targetsAt, Integer.BYTES).getInt();
  }

  /**
   * The key of one record, without reading its content.
   *
   * @param index in [0, {@link #size()})
   * @throws UncheckedIOException if the record is damaged; build the shard again
   */
  public String key(int index) {
    requireReadable(index);
    int keyLength = file.numbers(offsets[index] + Integer.BYTES, Integer.BYTES).getInt();
    return new String(file.bytes(contentAt(index) - keyLength, keyLength), UTF_8);
  }

  /**
   * How long the content of one record is, in bytes, without reading it.
   *
   * @param index in [0, {@link #size()})
   * @throws UncheckedIOException if the record is damaged; build the shard again
   */
  public int contentLength(int index) {
    requireReadable(index);
    return (int) (offsets[index + 1] - contentAt(index));
  }

  /**
   * A copy of a part of one record's content. The record is checked when a part of it is read for
   * the first time.
   *
   * @param index in [0, {@link #size()})
   * @param from first byte of the part
   * @param length bytes of the part, which lies within the content
   * @throws UncheckedIOException if the record is damaged; build the shard again
   */
  public byte[] content(int index, int from, int length) {
    int all = contentLength(index);
    if (from < 0 || length < 0 || from > all - length) {
      throw new IndexOutOfBoundsException(
          "Record %d has %d bytes, asked for %d from %d on".formatted(index, all, length, from));
    }
    if (!whole[index]) {
      record(index);
      whole[index] = true;
    }
    return file.bytes(contentAt(index) + from, length);
  }

  /** Where the content of a record begins, by its own word for what is before it. */
  private long contentAt(int index) {
    long at = offsets[index];
    ByteBuffer lengths = file.numbers(at, 2 * Integer.BYTES);
    int targetCount = lengths.getInt();
    int keyLength = lengths.getInt();
    long contentAt =
        at + ShardLayout.RECORD_HEADER_BYTES + (long) Integer.BYTES * targetCount + keyLength;
    if (targetCount < 1
        || keyLength < 0
        || contentAt > offsets[index + 1]
        || offsets[index + 1] - contentAt > Integer.MAX_VALUE) {
      throw damaged(index);
    }
    return contentAt;
  }

  private void requireReadable(int index) {
    if (closed.get()) {
      throw new IllegalStateException("Shard " + path + " is closed");
    }
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "Shard %s has records 0 to %d, asked for %d".formatted(path, size() - 1, index));
    }
  }

  /** Ends the use of the file. The memory is unmapped when the garbage collector finds it. */
  @Override
  public void close() {
    closed.set(true);
  }

  private UncheckedIOException damaged(int index) {
    return new UncheckedIOException(
        new IOException("Shard %s is damaged in record %d; build it again".formatted(path, index)));
  }

  private static void require(Path path, String what, long expected, long found)
      throws IOException {
    require(expected == found, path, what, Long.toString(expected), found);
  }

  private static void require(boolean holds, Path path, String what, String expected, long found)
      throws IOException {
    if (!holds) {
      throw new IOException(
          "Shard %s is damaged or of another version: %s should be %s, is %d; build it again"
              .formatted(path, what, expected, found));
    }
  }
}
