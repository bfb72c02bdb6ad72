package dev.kindling.jobs.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A place that must take files and rename them. Nothing is left behind, and no folder is made:
 * where there is none yet, the nearest one above stands for it.
 *
 * @param name what it is for
 * @param uri of the folder
 */
public record Storage(String name, String uri) implements Serializable {
  private static final byte[] CONTENT = "kindling".getBytes(UTF_8);

  /** A folder of the machine itself. */
  public static Storage local(String name, java.nio.file.Path folder) {
    return new Storage(name, folder.toUri().toString());
  }

  /** Writes, renames, reads and deletes a small file. */
  Check check(Configuration configuration) {
    return Check.of(name, () -> tried(configuration));
  }

  private Check tried(Configuration configuration) throws IOException {
    Path asked = new Path(uri);
    FileSystem storage = asked.getFileSystem(configuration);
    Path folder = nearest(storage, storage.makeQualified(asked));
    try {
      writeAndRename(storage, folder);
    } catch (IOException e) {
      throw new IOException("Cannot write and rename in %s: %s".formatted(folder, e), e);
    }
    return Check.ok(
        name,
        "%s takes files and renames them, %s free"
            .formatted(folder, Sizes.gib(storage.getStatus(folder).getRemaining())));
  }

  private static Path nearest(FileSystem storage, Path asked) throws IOException {
    Path folder = asked;
    while (!storage.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static void writeAndRename(FileSystem storage, Path folder) throws IOException {
    Path draft = new Path(folder, ".kindling-doctor-" + UUID.randomUUID() + ".tmp");
    Path renamed = draft.suffix(".renamed");
    try {
      try (FSDataOutputStream out = storage.create(draft, false)) {
        out.write(CONTENT);
      }
      if (!storage.rename(draft, renamed)) {
        throw new IOException("the file was not renamed");
      }
      byte[] found = new byte[CONTENT.length];
      try (FSDataInputStream in = storage.open(renamed)) {
        in.readFully(found);
      }
      if (!Arrays.equals(found, CONTENT)) {
        throw new IOException("the file has another content");
      }
    } finally {
      storage.delete(draft, false);
      storage.delete(renamed, false);
    }
  }
}
