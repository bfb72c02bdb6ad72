package dev.kindling.train.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a {@link TensorZip}; the same content gives the same bytes. */
final class TensorZipWriter {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int CHUNK_FLOATS = 1 << 16;

  private final ZipOutputStream zip;
  private final byte[] chunk = new byte[CHUNK_FLOATS * Float.BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(chunk);

  TensorZipWriter(OutputStream out) {
    zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  void write(String kind, TensorZip content) throws IOException {
    List<TensorZip.Entry> entries = new ArrayList<>();
    List<Long> crcs = new ArrayList<>();
    for (Tensor tensor : content.tensors()) {
      MessageDigest digest = Sha256.digest();
      CRC32 crc = new CRC32();
      eachChunk(
          tensor,
          bytes -> {
            digest.update(chunk, 0, bytes);
            crc.update(chunk, 0, bytes);
          });
      entries.add(
          new TensorZip.Entry(
              tensor.name(),
              TensorZip.Entry.entryName(entries.size()),
              tensor.shape(),
              Sha256.hex(digest)));
      crcs.add(crc.getValue());
    }
    byte[] header =
        Json.bytes(
            new TensorZip.Header(
                kind, TensorZip.Header.VERSION, content.content(), List.copyOf(entries)));
    deflate(TensorZip.HEADER, header);
    deflate(TensorZip.HEADER_SUM, Sha256.of(header).getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < entries.size(); i++) {
      store(entries.get(i).entry(), content.tensors().get(i), crcs.get(i));
    }
    zip.finish();
  }

  private void deflate(String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private void store(String name, Tensor tensor, long crc) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize((long) tensor.length() * Float.BYTES);
    entry.setCrc(crc);
    zip.putNextEntry(entry);
    eachChunk(tensor, bytes -> zip.write(chunk, 0, bytes));
    zip.closeEntry();
  }

  @FunctionalInterface
  private interface ChunkReader {
    void accept(int bytes) throws IOException;
  }

  private void eachChunk(Tensor tensor, ChunkReader reader) throws IOException {
    for (int from = 0; from < tensor.length(); from += CHUNK_FLOATS) {
      int to = Math.min(tensor.length(), from + CHUNK_FLOATS);
      tensor.encode(from, to, buffer);
      reader.accept((to - from) * Float.BYTES);
    }
  }
}
