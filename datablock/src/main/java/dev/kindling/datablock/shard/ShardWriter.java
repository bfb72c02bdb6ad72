package dev.kindling.datablock.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes a {@link Shard} file. The file has a temporary name until {@link #finish()}, so its own
 * name never stands for a half-written one; closing without finishing leaves nothing behind.
 *
 * <pre>{@code
 * try (ShardWriter writer = ShardWriter.create(path)) {
 *   for (ShardRecord record : records) {
 *     writer.add(record);
 *   }
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>For one thread. Several writers may write the same name at once; the last to finish wins.
 */
public final class ShardWriter implements Closeable {
  private final Path path;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;
  private long[] offsets = new long[1024];
  private int count;
  private long position;

  private ShardWriter(Path path, Path temporary, FileChannel channel) {
    this.path = path;
    this.temporary = temporary;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /** Begins a shard; its folder is made if it is not there. */
  public static ShardWriter create(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path temporary = path.resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    ShardWriter writer = new ShardWriter(path, temporary, channel);
    writer.write(
        littleEndian(ShardLayout.HEADER_BYTES)
            .putLong(ShardLayout.MAGIC)
            .putInt(ShardLayout.VERSION)
            .putInt(0));
    return writer;
  }

  /** Lays down one more record; its index is the number of records before it. */
  public void add(ShardRecord record) throws IOException {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.multiplyExact(count, 2));
    }
    offsets[count++] = position;
    byte[] key = record.key().getBytes(UTF_8);
    ByteBuffer targets = littleEndian(Integer.BYTES * record.targets().length);
    targets.asIntBuffer().put(record.targets());
    ByteBuffer lengths = littleEndian(12);
    lengths.putInt(record.targets().length).putInt(key.length).putInt(record.content().length);
    int checksum = ShardLayout.checksum(lengths.array(), targets.array(), key, record.content());
    write(lengths);
    write(littleEndian(4).putInt(checksum));
    write(targets);
    write(key);
    write(record.content());
  }

  /** Ends the file, forces it to disk and gives it its name. */
  public Path finish() throws IOException {
    long offsetsAt = position;
    ByteBuffer table = littleEndian(Math.multiplyExact(count, Long.BYTES));
    for (int i = 0; i < count; i++) {
      table.putLong(offsets[i]);
    }
    write(table);
    ByteBuffer footer = littleEndian(ShardLayout.FOOTER_BYTES - Integer.BYTES);
    footer.putLong(ShardLayout.MAGIC);
    footer.putLong(position + ShardLayout.FOOTER_BYTES);
    footer.putLong(offsetsAt);
    footer.putInt(count);
    footer.putInt(ShardLayout.VERSION);
    footer.putInt(ShardLayout.checksum(table.array()));
    write(footer);
    write(littleEndian(Integer.BYTES).putInt(ShardLayout.checksum(footer.array())));
    out.flush();
    channel.force(true);
    channel.close();
    return Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer filled) throws IOException {
    write(filled.array());
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
