package dev.kindling.datablock.scan;

import static java.util.Comparator.comparing;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree in a file system that every executor has mounted under the same path.
 *
 * @param path of the root, absolute
 * @param kind what files are looked for
 */
record LocalTree(String path, FileKind kind) implements FileTree {
  private static final String SCHEME = "file:";

  /** The path that a plain path or a {@code file:} URI names; empty for any other scheme. */
  static Optional<Path> pathOf(String uri) {
    if (uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.of(Path.of(decoded(uri.substring(SCHEME.length()))));
    }
    return uri.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*")
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

  static LocalTree of(Path path, FileKind kind) {
    NameEncoding.requireUtf8();
    if (!Files.exists(path)) {
      throw new DataContractException(
          "Source folder %s does not exist: correct the path".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new DataContractException(
          "Source %s is not a folder: name the folder that holds the %s files"
              .formatted(path, kind.noun()));
    }
    return new LocalTree(path.toAbsolutePath().normalize().toString(), kind);
  }

  @Override
  public Folder root() {
    try {
      return new Folder("", path, List.of(Path.of(path).toRealPath().toString()));
    } catch (IOException e) {
      throw new DataContractException("Source folder %s cannot be read".formatted(path), e);
    }
  }

  @Override
  public Listing list(Folder folder) {
    NameEncoding.requireUtf8();
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(folder.location()))) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return Listing.unreadable();
    }
    entries.sort(comparing(Path::toString)); // so that the same name wins wherever it is listed
    Listing.Builder listing = new Listing.Builder(folder, kind);
    entries.forEach(entry -> add(entry, folder, listing));
    return listing.build();
  }

  private static void add(Path entry, Folder folder, Listing.Builder listing) {
    String name = String.valueOf(entry.getFileName());
    if (listing.hidden(name)) {
      return;
    }
    if (!entry.equals(entry.resolveSibling(name))) { // the text does not lead back to the bytes
      listing.skip(SkipReason.UNDECODABLE_NAME);
      return;
    }
    try {
      BasicFileAttributes found = attributes(entry, LinkOption.NOFOLLOW_LINKS);
      boolean link = found.isSymbolicLink();
      BasicFileAttributes target = link ? attributes(entry) : found;
      if (target.isDirectory()) {
        String real =
            link
                ? entry.toRealPath().toString()
                : Path.of(folder.way().get(folder.way().size() - 1)).resolve(name).toString();
        listing.folder(name, entry.toString(), real);
      } else if (target.isRegularFile()) {
        listing.file(name, entry.toString(), stamp(target));
      } else {
        listing.skip(SkipReason.NOT_A_FILE);
      }
    } catch (NoSuchFileException e) {
      listing.skip(SkipReason.DANGLING_LINK);
    } catch (IOException e) {
      listing.skip(linksToItself(e) ? SkipReason.SYMLINK_LOOP : SkipReason.DANGLING_LINK);
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
