package dev.kindling.train.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a {@link TensorZip} that may come from anywhere. Names, number and sizes of the entries are
 * checked on the zip's directory before a byte of content is read; tensors must be stored
 * uncompressed, so that nothing grows; every sum is checked.
 */
final class TensorZipReader {
  static final int MAX_ENTRIES = 20_000;
  static final long MAX_HEADER_BYTES = 16L << 20;
  static final long MAX_FILE_BYTES = 16L << 30;
  private static final int CHUNK_BYTES = 1 << 18;
  private static final Pattern TENSOR_NAME = Pattern.compile("tensors/\\d{1,9}\\.f32");

  private final Path file;

  TensorZipReader(Path file) {
    this.file = file;
  }

  TensorZip read(String kind) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file; expected a " + kind);
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw problem("", "the file has more than %d bytes".formatted(MAX_FILE_BYTES));
    }
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      Map<String, ZipEntry> directory = checkedDirectory(zip);
      TensorZip.Header header = header(zip, directory, kind);
      return new TensorZip(header.content(), tensors(zip, directory, header.tensors()));
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new ArchiveException(
          file, "not a whole %s (%s); copy or train it again".formatted(kind, e.getMessage()), e);
    }
  }

  /** The entries by name, once all names and stated sizes have been found harmless. */
  private Map<String, ZipEntry> checkedDirectory(ZipFile zip) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw problem("", "%d entries, at most %d allowed".formatted(zip.size(), MAX_ENTRIES));
    }
    Map<String, ZipEntry> directory = new LinkedHashMap<>();
    long stored = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      checkEntry(entry);
      if (directory.put(entry.getName(), entry) != null) {
        throw problem(entry.getName(), "occurs twice");
      }
      stored += entry.getMethod() == ZipEntry.STORED ? entry.getSize() : 0;
      if (stored > Files.size(file)) {
        throw problem(entry.getName(), "states more bytes than the file has; entries overlap");
      }
    }
    return directory;
  }

  private void checkEntry(ZipEntry entry) throws IOException {
    String name = entry.getName();
    if (name.equals(TensorZip.HEADER) || name.equals(TensorZip.HEADER_SUM)) {
      if (entry.getSize() < 0 || entry.getSize() > MAX_HEADER_BYTES) {
        throw problem(
            name,
            "states %d bytes, at most %d allowed".formatted(entry.getSize(), MAX_HEADER_BYTES));
      }
    } else if (!TENSOR_NAME.matcher(name).matches()) {
      throw problem(name, "is not an entry of such a file; refused");
    } else if (entry.getMethod() != ZipEntry.STORED
        || entry.getSize() != entry.getCompressedSize()) {
      throw problem(name, "must be stored uncompressed");
    }
  }

  private TensorZip.Header header(ZipFile zip, Map<String, ZipEntry> directory, String kind)
      throws IOException {
    byte[] json = bytes(zip, entry(directory, TensorZip.HEADER));
    byte[] sum = bytes(zip, entry(directory, TensorZip.HEADER_SUM));
    if (!Sha256.of(json).equals(new String(sum, StandardCharsets.US_ASCII))) {
      throw problem(TensorZip.HEADER, "its SHA-256 is not the one noted beside it");
    }
    TensorZip.Header header = parse(json);
    if (!header.kind().equals(kind) || header.version() != TensorZip.Header.VERSION) {
      throw problem(
          TensorZip.HEADER,
          "expected %s version %d, got %s version %d"
              .formatted(kind, TensorZip.Header.VERSION, header.kind(), header.version()));
    }
    return header;
  }

  private TensorZip.Header parse(byte[] json) throws IOException {
    try {
      return Json.read(json, TensorZip.Header.class);
    } catch (IOException e) {
      throw problem(TensorZip.HEADER, "is not the JSON expected: " + e.getMessage());
    }
  }

  private List<Tensor> tensors(
      ZipFile zip, Map<String, ZipEntry> directory, List<TensorZip.Entry> listed)
      throws IOException {
    Set<String> unread = new HashSet<>(directory.keySet());
    unread.remove(TensorZip.HEADER);
    unread.remove(TensorZip.HEADER_SUM);
    Set<String> names = new HashSet<>();
    List<Tensor> tensors = new ArrayList<>();
    for (TensorZip.Entry wanted : listed) {
      ZipEntry entry = entry(directory, wanted.entry());
      if (!unread.remove(wanted.entry()) || !names.add(wanted.name())) {
        throw problem(wanted.entry(), "is listed twice in " + TensorZip.HEADER);
      }
      tensors.add(tensor(zip, entry, wanted));
    }
    for (String name : unread) {
      throw problem(name, "is not listed in " + TensorZip.HEADER);
    }
    return tensors;
  }

  private Tensor tensor(ZipFile zip, ZipEntry entry, TensorZip.Entry wanted) throws IOException {
    long size = Tensor.size(wanted.shape());
    if (entry.getSize() != size * Float.BYTES) {
      throw problem(
          entry.getName(),
          "tensor %s of shape %s needs %d bytes, got %d"
              .formatted(wanted.name(), wanted.shape(), size * Float.BYTES, entry.getSize()));
    }
    float[] values = new float[(int) size];
    String sum = readFloats(zip, entry, values);
    if (!sum.equals(wanted.sha256())) {
      throw problem(
          entry.getName(),
          "tensor %s is damaged: SHA-256 %s expected, got %s; copy or train it again"
              .formatted(wanted.name(), wanted.sha256(), sum));
    }
    return Tensor.of(wanted.name(), wanted.shape(), values, 0);
  }

  private String readFloats(ZipFile zip, ZipEntry entry, float[] values) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    try (InputStream stream = zip.getInputStream(entry);
        DataInputStream in = new DataInputStream(stream)) {
      for (int from = 0; from < values.length; from += CHUNK_BYTES / Float.BYTES) {
        int count = Math.min(values.length - from, CHUNK_BYTES / Float.BYTES);
        in.readFully(chunk, 0, count * Float.BYTES);
        digest.update(chunk, 0, count * Float.BYTES);
        buffer.asFloatBuffer().get(values, from, count);
      }
    } catch (EOFException e) {
      throw problem(entry.getName(), "ends early");
    }
    return Sha256.hex(digest);
  }

  private ZipEntry entry(Map<String, ZipEntry> directory, String name) throws IOException {
    ZipEntry entry = directory.get(name);
    if (entry == null) {
      throw problem(name, "is missing");
    }
    return entry;
  }

  /** At most the bytes that the directory states, which were bounded before. */
  private byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize());
      if (bytes.length != entry.getSize() || in.read() >= 0) {
        throw problem(entry.getName(), "is not as long as the zip's directory states");
      }
      return bytes;
    }
  }

  private ArchiveException problem(String entry, String what) {
    return new ArchiveException(file, entry, what);
  }
}
