package dev.kindling.datablock.scan;

import static java.util.Comparator.comparing;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.QuarantineReason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A tree in any storage that Hadoop knows, such as {@code hdfs:} or {@code s3a:}.
 *
 * @param uri of the root, qualified
 * @param configuration with which the storage is reached
 * @param kind what files are looked for
 */
record HadoopTree(String uri, SerializableConfiguration configuration, FileKind kind)
    implements FileTree {

  static HadoopTree of(String uri, Configuration configuration, FileKind kind) {
    try {
      Path path = new Path(uri);
      FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
      if (!status.isDirectory()) {
        throw new DataContractException(
            "Source %s is not a folder: name the folder that holds the %s files"
                .formatted(uri, kind.noun()));
      }
      return new HadoopTree(
          status.getPath().toString(), new SerializableConfiguration(configuration), kind);
    } catch (FileNotFoundException e) {
      throw new DataContractException(
          "Source folder %s does not exist: correct the path".formatted(uri), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Source %s cannot be reached".formatted(uri), e);
    }
  }

  @Override
  public Folder root() {
    return new Folder("", uri, List.of(uri));
  }

  /** Storage that does not answer fails the task, which Spark retries; a shut door is a skip. */
  @Override
  public Listing list(Folder folder) {
    Path path = new Path(folder.location());
    try {
      List<FileStatus> entries = new ArrayList<>();
      RemoteIterator<FileStatus> iterator = fileSystem(path).listStatusIterator(path);
      while (iterator.hasNext()) {
        entries.add(iterator.next());
      }
      entries.sort(comparing(entry -> entry.getPath().getName()));
      Listing.Builder listing = new Listing.Builder(folder, kind);
      entries.forEach(entry -> add(entry, listing));
      return listing.build();
    } catch (AccessControlException | FileNotFoundException e) {
      return Listing.unreadable();
    } catch (IOException e) {
      throw new UncheckedIOException("Folder %s cannot be listed".formatted(folder.location()), e);
    }
  }

  private static void add(FileStatus entry, Listing.Builder listing) {
    String name = entry.getPath().getName();
    String location = entry.getPath().toString();
    if (listing.hidden(name)) {
      return;
    }
    if (entry.isDirectory()) {
      listing.folder(name, location, location);
    } else if (entry.isFile()) {
      listing.file(name, location, stamp(entry));
    } else {
      listing.skip(SkipReason.NOT_A_FILE);
    }
  }

  static Stamp stamp(FileStatus file) {
    return Stamp.of(file.getLen(), file.getModificationTime());
  }

  @Override
  public InputStream open(String location) throws IOException {
    Path path = new Path(location);
    return fileSystem(path).open(path);
  }

  @Override
  public byte[] read(String location, long maxBytes) throws BadItemException {
    Path path = new Path(location);
    try {
      FileSystem storage = fileSystem(path);
      long length = storage.getFileStatus(path).getLen();
      Sizes.requireAtMost(Math.min(maxBytes, Integer.MAX_VALUE - 8), length);
      byte[] content = new byte[(int) length];
      try (FSDataInputStream in = storage.open(path)) {
        in.readFully(content);
      }
      return content;
    } catch (IOException e) {
      throw new BadItemException(QuarantineReason.UNREADABLE, e.toString(), e);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(configuration.value());
  }
}
