package dev.kindling.datablock.scan;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.QuarantineReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A tree in a file system that every executor has mounted under the same path.
 *
 * @param path of the root, absolute
 * @param selection what of it is taken
 */
record LocalTree(String path, Selection selection) implements FileTree {
  private static final String SCHEME = "file:";

  /** The path that a plain path or a {@code file:} URI names; empty for any other scheme. */
  static Optional<Path> pathOf(String uri) {
    if (uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.of(Path.of(decoded(uri.substring(SCHEME.length()))));
    }
    return uri.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:/.*")
        ? Optional.empty()
        : Optional.of(Path.of(uri));
  }

  /** An illegal URI, such as one with a space, is taken as it stands. */
  private static String decoded(String rest) {
    String path = rest.startsWith("//") ? rest.substring(rest.indexOf('/', 2)) : rest;
    try {
      return Optional.ofNullable(URI.create("file://" + path).getPath()).orElse(path);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  static LocalTree of(Path path, Selection selection) {
    NameEncoding.requireUtf8();
    if (!Files.exists(path)) {
      throw new DataContractException(
          "Source folder %s does not exist: correct the path".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new DataContractException(
          "Source %s is not a folder: name the folder that holds the %s files"
              .formatted(path, selection.kind().noun()));
    }
    return new LocalTree(path.toAbsolutePath().normalize().toString(), selection);
  }

  @Override
  public String place() {
    return path;
  }

  @Override
  public Folder root() {
    try {
      return Folder.root(path, Path.of(path).toRealPath().toString());
    } catch (IOException e) {
      throw new DataContractException("Source folder %s cannot be read".formatted(path), e);
    }
  }

  @Override
  public Iterator<Entry> list(Folder folder) {
    NameEncoding.requireUtf8();
    Listing listing = new Listing(folder, selection);
    try {
      DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(folder.location()));
      Iterator<Path> paths = stream.iterator();
      return new OpenListing(() -> next(paths, listing), stream);
    } catch (IOException e) {
      return List.<Entry>of(new Entry.Skip(SkipReason.UNREADABLE_DIRECTORY)).iterator();
    }
  }

  private static Optional<Entry> next(Iterator<Path> paths, Listing listing) throws IOException {
    try {
      return paths.hasNext() ? Optional.of(entry(paths.next(), listing)) : Optional.empty();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static Entry entry(Path path, Listing listing) {
    String name = String.valueOf(path.getFileName());
    Optional<Entry> refused = listing.refused(name);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!path.equals(path.resolveSibling(name))) { // the text does not lead back to the bytes
      return new Entry.Skip(SkipReason.UNDECODABLE_NAME);
    }
    try {
      BasicFileAttributes found = attributes(path, LinkOption.NOFOLLOW_LINKS);
      boolean link = found.isSymbolicLink();
      if (link && listing.selection().links() == Links.SKIP) {
        return new Entry.Skip(SkipReason.SYMLINK);
      }
      BasicFileAttributes target = link ? attributes(path) : found;
      if (target.isDirectory()) {
        Path real = link ? path.toRealPath() : Path.of(listing.folder().realPath()).resolve(name);
        return listing.folder(name, path.toString(), real.toString());
      }
      return target.isRegularFile()
          ? listing.file(name, path.toString(), stamp(target))
          : new Entry.Skip(SkipReason.NOT_A_FILE);
    } catch (NoSuchFileException e) {
      return new Entry.Skip(SkipReason.DANGLING_LINK);
    } catch (IOException e) {
      return new Entry.Skip(linksToItself(e) ? SkipReason.SYMLINK_LOOP : SkipReason.DANGLING_LINK);
    }
  }

  static Stamp stamp(BasicFileAttributes file) {
    return Stamp.of(file.size(), file.lastModifiedTime().toMillis());
  }

  private static BasicFileAttributes attributes(Path entry, LinkOption... options)
      throws IOException {
    return Files.readAttributes(entry, BasicFileAttributes.class, options);
  }

  /** ELOOP has no exception type of its own. */
  private static boolean linksToItself(IOException e) {
    return String.valueOf(e.getMessage()).contains("Too many levels of symbolic links");
  }

  @Override
  public Optional<String> below(String text) {
    Optional<Path> given = pathOf(text).filter(found -> found.isAbsolute());
    if (given.isEmpty()) {
      return pathOf(text).map(Path::toString);
    }
    Path root = Path.of(path);
    return given
        .map(Path::normalize)
        .filter(at -> at.startsWith(root))
        .map(at -> root.relativize(at).toString());
  }

  @Override
  public String at(String relative) {
    return Path.of(path).resolve(relative).toString();
  }

  @Override
  public InputStream open(String location) throws IOException {
    return Files.newInputStream(Path.of(location));
  }

  @Override
  public byte[] read(String location, long maxBytes) throws BadItemException {
    try {
      Path file = Path.of(location);
      Sizes.requireAtMost(maxBytes, Files.size(file));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadItemException(QuarantineReason.UNREADABLE, e.toString(), e);
    }
  }
}
