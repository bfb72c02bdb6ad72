package dev.kindling.datablock.scan;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Symbolic links in storage that is reached through Hadoop. HDFS states them in its listings; a
 * local file system follows them without a word, and leaves out those that lead nowhere, so that
 * its entries are looked at one by one.
 */
final class HadoopLinks {
  private HadoopLinks() {}

  /** What a link leads to, without links where that can be known; empty for what is no link. */
  static Optional<String> target(FileSystem storage, FileStatus entry) throws IOException {
    FileSystem raw =
        storage instanceof FilterFileSystem filter ? filter.getRawFileSystem() : storage;
    if (raw instanceof RawLocalFileSystem local) {
      java.nio.file.Path path = local.pathToFile(entry.getPath()).toPath();
      return java.nio.file.Files.isSymbolicLink(path)
          ? Optional.of(storage.makeQualified(new Path(path.toRealPath().toString())).toString())
          : Optional.empty();
    }
    return entry.isSymlink()
        ? Optional.of(storage.makeQualified(entry.getSymlink()).toString())
        : Optional.empty();
  }
}
