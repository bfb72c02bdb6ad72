package dev.kindling.datablock.scan;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.QuarantineReason;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnresolvedLinkException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A tree in any storage that Hadoop knows, such as {@code hdfs:} or {@code s3a:}.
 *
 * @param uri of the root, qualified
 * @param configuration with which the storage is reached
 * @param selection what of it is taken
 */
record HadoopTree(String uri, SerializableConfiguration configuration, Selection selection)
    implements FileTree {

  static HadoopTree of(String uri, Configuration configuration, Selection selection) {
    try {
      Path path = new Path(uri);
      FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
      if (!status.isDirectory()) {
        throw new DataContractException(
            "Source %s is not a folder: name the folder that holds the %s files"
                .formatted(uri, selection.kind().noun()));
      }
      return new HadoopTree(
          status.getPath().toString(), new SerializableConfiguration(configuration), selection);
    } catch (FileNotFoundException e) {
      throw new DataContractException(
          "Source folder %s does not exist: correct the path".formatted(uri), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Source %s cannot be reached".formatted(uri), e);
    }
  }

  @Override
  public String place() {
    return uri;
  }

  @Override
  public Folder root() {
    return Folder.root(uri, uri);
  }

  /** Storage that does not answer fails the task, which Spark retries; a shut door is a skip. */
  @Override
  public Iterator<Entry> list(Folder folder) {
    Path path = new Path(folder.location());
    Listing listing = new Listing(folder, selection);
    try {
      FileSystem storage = fileSystem(path);
      RemoteIterator<FileStatus> entries = storage.listStatusIterator(path);
      Closeable handle = entries instanceof Closeable closeable ? closeable : () -> {};
      return new OpenListing(() -> next(entries, storage, listing), handle);
    } catch (AccessControlException | FileNotFoundException e) {
      return List.<Entry>of(new Entry.Skip(SkipReason.UNREADABLE_DIRECTORY)).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException("Folder %s cannot be listed".formatted(folder.location()), e);
    }
  }

  private static Optional<Entry> next(
      RemoteIterator<FileStatus> entries, FileSystem storage, Listing listing) throws IOException {
    try {
      return entries.hasNext()
          ? Optional.of(entry(entries.next(), storage, listing))
          : Optional.empty();
    } catch (AccessControlException | FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Folder %s cannot be listed".formatted(listing.folder().location()), e);
    }
  }

  private static Entry entry(FileStatus entry, FileSystem storage, Listing listing)
      throws IOException {
    String name = entry.getPath().getName();
    String location = entry.getPath().toString();
    Optional<Entry> refused = listing.refused(name);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<String> link = HadoopLinks.target(storage, entry);
    if (link.isPresent() && listing.selection().links() == Links.SKIP) {
      return new Entry.Skip(SkipReason.SYMLINK);
    }
    FileStatus found;
    try {
      found = link.isPresent() ? storage.getFileStatus(entry.getPath()) : entry;
    } catch (FileNotFoundException | UnresolvedLinkException e) {
      return new Entry.Skip(SkipReason.DANGLING_LINK);
    }
    if (found.isDirectory()) {
      return listing.folder(
          name, location, link.orElseGet(() -> listing.folder().realPath() + "/" + name));
    }
    return found.isFile()
        ? listing.file(name, location, stamp(found))
        : new Entry.Skip(SkipReason.NOT_A_FILE);
  }

  static Stamp stamp(FileStatus file) {
    return Stamp.of(file.getLen(), file.getModificationTime());
  }

  @Override
  public Optional<String> below(String text) {
    Path root = new Path(uri);
    String base = root.toUri().getPath();
    if (!text.matches("(?s)/.*|[A-Za-z][A-Za-z0-9+.-]*:/.*")) {
      return Optional.of(text);
    }
    URI given = new Path(text).toUri();
    boolean same =
        given.getScheme() == null
            || given.getScheme().equals(root.toUri().getScheme())
                && Objects.equals(given.getAuthority(), root.toUri().getAuthority());
    String prefix = base.endsWith("/") ? base : base + "/";
    return same && given.getPath().startsWith(prefix)
        ? Optional.of(given.getPath().substring(prefix.length()))
        : Optional.empty();
  }

  @Override
  public String at(String relative) {
    return uri.endsWith("/") ? uri + relative : uri + "/" + relative;
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
