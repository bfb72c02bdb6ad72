package dev.kindling.datablock.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One tar file being written; nothing in it depends on time or machine. For one thread. */
final class TarOutput implements Closeable {
  private static final int RECORD = 512;
  private static final long END = 2L * RECORD;

  private final String name;
  private final int bucket;
  private final int part;
  private final MessageDigest digest;
  private final OutputStream out;
  private final TarArchiveOutputStream tar;
  private long samples;
  private long bytes = END;

  TarOutput(String name, int bucket, int part, OutputStream out) {
    this.name = name;
    this.bucket = bucket;
    this.part = part;
    this.digest = sha256();
    this.out = out;
    this.tar = new TarArchiveOutputStream(new DigestOutputStream(out, digest), RECORD, "UTF-8");
  }

  int bucket() {
    return bucket;
  }

  int part() {
    return part;
  }

  /** Whether there is room for it; there always is for a first one. */
  boolean fits(Sample sample, long limit) {
    return samples == 0 || bytes + sample.bytes() <= limit;
  }

  void add(Sample sample) throws IOException {
    String prefix = "%06d-%04d-%08d".formatted(bucket, part, samples);
    for (Map.Entry<String, byte[]> member : sample.members().entrySet()) {
      TarArchiveEntry entry = new TarArchiveEntry(prefix + "." + member.getKey());
      entry.setSize(member.getValue().length);
      entry.setModTime(0);
      entry.setIds(0, 0);
      entry.setNames("", "");
      tar.putArchiveEntry(entry);
      tar.write(member.getValue());
      tar.closeArchiveEntry();
    }
    samples++;
    bytes += sample.bytes();
  }

  /** Ends the file; what was written. */
  WrittenShard finish() throws IOException {
    tar.close();
    return new WrittenShard(
        bucket, part, name, samples, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Leaves it as it is, if it was not finished. */
  @Override
  public void close() throws IOException {
    out.close();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
