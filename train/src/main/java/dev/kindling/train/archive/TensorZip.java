package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container of archives and checkpoints: a zip of {@code header.json}, its SHA-256, and one
 * uncompressed entry {@code tensors/N.f32} of little-endian float32 per tensor. The header holds
 * the kind of file, its content, and each tensor's name, shape and SHA-256.
 *
 * <p>Nothing in it is executed or instantiated by name; {@link TensorZipReader} bounds and checks
 * everything before it is believed.
 *
 * @param content JSON values under text keys: maps, lists, strings, numbers, booleans
 * @param tensors in the order in which they lie
 */
public record TensorZip(Map<String, Object> content, List<Tensor> tensors) {
  static final String HEADER = "header.json";
  static final String HEADER_SUM = "header.json.sha256";

  /** Takes the tensors as they are: their arrays are not copied. */
  public TensorZip {
    content = Map.copyOf(content);
    tensors = List.copyOf(tensors);
  }

  /** The first document of the zip. */
  record Header(String kind, int version, Map<String, Object> content, List<Entry> tensors) {
    static final int VERSION = 1;

    Header {
      requireNonNull(kind, "kind");
      requireNonNull(content, "content");
      tensors = List.copyOf(tensors);
    }
  }

  /** A tensor as the header lists it. */
  record Entry(String name, String entry, List<Integer> shape, String sha256) {
    Entry {
      requireNonNull(name, "name");
      requireNonNull(entry, "entry");
      requireNonNull(sha256, "sha256");
      shape = List.copyOf(shape);
    }

    static String entryName(int index) {
      return "tensors/%d.f32".formatted(index);
    }
  }

  /** The tensor of that name. */
  public Optional<Tensor> tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * Writes the file whole or not at all.
   *
   * @param kind what the file is, such as {@code kindling-model}; reading asks for the same
   */
  public void write(Path file, String kind) throws IOException {
    AtomicFile.write(file, out -> new TensorZipWriter(out).write(kind, this));
  }

  /**
   * Reads and checks a file.
   *
   * @throws ArchiveException if it is damaged, of another kind, or beyond the limits
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  public static TensorZip read(Path file, String kind) throws IOException {
    return new TensorZipReader(file).read(kind);
  }
}
