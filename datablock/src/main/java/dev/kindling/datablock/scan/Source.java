package dev.kindling.datablock.scan;

import dev.kindling.datablock.DataContractException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/**
 * Where items are looked for: in a folder and below; or in files that are named, one by its path or
 * some by a pattern for their names such as {@code folder/train-*.csv.gz}.
 *
 * @param tree reads the files
 * @param named the files, where they are named
 */
public record Source(FileTree tree, Optional<List<FoundFile>> named) {
  private static final String PATTERN = ".*[*?\\[{].*";

  /**
   * What a path or URI names.
   *
   * @throws DataContractException if there is nothing
   */
  public static Source of(String uri, Configuration configuration, Selection selection) {
    if (uri.isBlank()) {
      throw new IllegalArgumentException("Source must be a path or URI, got \"\"");
    }
    return LocalTree.pathOf(uri)
        .map(path -> local(path, selection))
        .orElseGet(() -> hadoop(uri, configuration, selection));
  }

  /** Finds the files now. */
  public Walk walk(SparkSession spark) {
    return named.map(files -> Walk.of(spark, files)).orElseGet(() -> Walk.through(spark, tree));
  }

  private static Source local(Path path, Selection selection) {
    if (Files.isDirectory(path)) {
      return new Source(LocalTree.of(path, selection), Optional.empty());
    }
    NameEncoding.requireUtf8();
    Path parent = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    String name = String.valueOf(path.getFileName());
    if (Files.isRegularFile(path)) {
      return files(parent, List.of(path.toAbsolutePath()), selection);
    }
    if (!name.matches(PATTERN) || !Files.isDirectory(parent)) {
      throw new DataContractException("Source %s does not exist: correct the path".formatted(path));
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, name)) {
      stream.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Folder %s cannot be listed".formatted(parent), e);
    }
    found.removeIf(
        file -> !Files.isRegularFile(file) || String.valueOf(file.getFileName()).startsWith("."));
    return files(parent, requireSome(found, path.toString()), selection);
  }

  private static Source files(Path parent, List<Path> files, Selection selection) {
    List<FoundFile> found =
        files.stream().map(Source::found).sorted(Comparator.comparing(FoundFile::key)).toList();
    return new Source(LocalTree.of(parent, selection), Optional.of(found));
  }

  private static FoundFile found(Path file) {
    try {
      return new FoundFile(
          Listing.normalised(String.valueOf(file.getFileName())),
          file.toString(),
          LocalTree.stamp(Files.readAttributes(file, BasicFileAttributes.class)),
          false);
    } catch (IOException e) {
      throw new UncheckedIOException("File %s cannot be looked at".formatted(file), e);
    }
  }

  private static Source hadoop(String uri, Configuration configuration, Selection selection) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(uri);
    try {
      FileSystem storage = path.getFileSystem(configuration);
      if (!storage.exists(path) || storage.getFileStatus(path).isFile()) {
        List<FoundFile> found = new ArrayList<>();
        for (FileStatus status :
            Optional.ofNullable(storage.globStatus(path)).orElse(new FileStatus[0])) {
          if (status.isFile()) {
            found.add(
                new FoundFile(
                    Listing.normalised(status.getPath().getName()),
                    status.getPath().toString(),
                    HadoopTree.stamp(status),
                    false));
          }
        }
        String parent = String.valueOf(path.getParent());
        return new Source(
            HadoopTree.of(parent, configuration, selection), Optional.of(requireSome(found, uri)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Source %s cannot be reached".formatted(uri), e);
    }
    return new Source(HadoopTree.of(uri, configuration, selection), Optional.empty());
  }

  private static <T> List<T> requireSome(List<T> found, String uri) {
    if (found.isEmpty()) {
      throw new DataContractException("Source %s names no file: correct it".formatted(uri));
    }
    return found;
  }
}
