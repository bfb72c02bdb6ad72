package dev.kindling.datablock.export;

import dev.kindling.datablock.DataContractException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A folder that is written to, in any storage that Hadoop knows; local files get no checksum files
 * beside them.
 *
 * @param path or URI
 * @param configuration with which the storage is reached
 */
record Storage(String path, SerializableConfiguration configuration) implements Serializable {
  static Storage at(String path, Configuration configuration) {
    boolean uri = path.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:/.*");
    String place =
        uri ? path : "file://" + java.nio.file.Path.of(path).toAbsolutePath().normalize();
    return new Storage(place, new SerializableConfiguration(configuration));
  }

  void requireAbsent() {
    try {
      if (system().exists(root())) {
        throw new DataContractException(
            "%s is there already: name another folder, or remove it".formatted(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Storage of %s cannot be reached".formatted(path), e);
    }
  }

  /** A new file. */
  OutputStream create(String name) throws IOException {
    return system().create(new Path(root(), name), false);
  }

  void write(String name, byte[] content) throws IOException {
    try (OutputStream out = create(name)) {
      out.write(content);
    }
  }

  /** Renames a file below the folder. */
  void move(String from, String to) throws IOException {
    Path target = new Path(root(), to);
    system().mkdirs(target.getParent());
    rename(new Path(root(), from), target);
  }

  /** Makes a folder below this one what the other is. */
  void move(String from, Storage other) throws IOException {
    Path above = other.root().getParent();
    if (above != null) {
      system().mkdirs(above);
    }
    rename(new Path(root(), from), other.root());
  }

  void delete() {
    try {
      system().delete(root(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be removed".formatted(path), e);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!system().rename(from, to)) {
      throw new IOException("%s cannot be renamed to %s".formatted(from, to));
    }
  }

  private Path root() {
    return new Path(path);
  }

  private FileSystem system() throws IOException {
    FileSystem system = root().getFileSystem(configuration.value());
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }
}
