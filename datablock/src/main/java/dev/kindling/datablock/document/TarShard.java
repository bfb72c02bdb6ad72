package dev.kindling.datablock.document;

import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.SkipReason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.utils.IOUtils;
import org.apache.spark.sql.Row;

/**
 * The samples of a tar file in the layout of WebDataset: members that follow each other and whose
 * names are the same up to the first dot belong together. Rows as of {@link DocumentRow#SCHEMA};
 * one sample is in memory at a time. Links, devices and names that lead out of the file are
 * skipped. Where the file ends early or is no tar, the samples before stay, and it is a bad row
 * itself. For one thread; closes the file behind the last row.
 */
public final class TarShard implements Iterator<Row> {
  private static final int RECORD = 512;

  private final String file;
  private final FileKind kind;
  private final SampleColumns columns;
  private final Deque<Row> ready = new ArrayDeque<>();
  private Optional<TarArchiveInputStream> tar = Optional.empty();
  private Optional<TarInput> input = Optional.empty();
  private Optional<TarSample> sample = Optional.empty();
  private long end;
  private boolean done;

  /**
   * The samples of a file.
   *
   * @param file its key
   * @param location where it lies in the tree
   * @param kind what items are
   * @param columns which members hold what
   */
  public TarShard(
      FileTree tree, String file, String location, FileKind kind, SampleColumns columns) {
    this.file = file;
    this.kind = kind;
    this.columns = columns;
    try {
      TarInput bytes = new TarInput(new BufferedInputStream(tree.open(location), 1 << 16));
      input = Optional.of(bytes);
      tar = Optional.of(new TarArchiveInputStream(bytes, RECORD, RECORD, "UTF-8"));
    } catch (IOException e) {
      done = true;
      ready.add(DocumentRow.bad(file, QuarantineReason.UNREADABLE, e.toString()));
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      advance(tar.orElseThrow(), input.orElseThrow());
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more samples in " + file);
    }
    return ready.remove();
  }

  /** Takes one member, or finds the end. */
  private void advance(TarArchiveInputStream members, TarInput bytes) {
    try {
      bytes.expectHeaders();
      TarArchiveEntry entry = members.getNextEntry();
      bytes.expectContent();
      if (entry == null) {
        finish(members, bytes);
        return;
      }
      take(entry, members);
      IOUtils.skip(members, entry.isSparse() ? 0 : Long.MAX_VALUE);
      end = entry.isSparse() ? Long.MIN_VALUE : bytes.position();
    } catch (EOFException e) {
      broken(QuarantineReason.TRUNCATED, e);
    } catch (IOException | IllegalArgumentException e) { // the latter for numbers in headers
      String message = String.valueOf(e.getMessage());
      broken(
          message.contains("runcated") ? QuarantineReason.TRUNCATED : QuarantineReason.CORRUPT, e);
    }
  }

  /** A tar file ends with a record of zeros; one that was cut off between members does not. */
  private void finish(TarArchiveInputStream members, TarInput bytes) throws IOException {
    long padded = (end + RECORD - 1) / RECORD * RECORD;
    if (end != Long.MIN_VALUE && bytes.position() < padded + RECORD) {
      throw new EOFException("it has no end mark");
    }
    flush();
    done = true;
    members.close();
  }

  /** The sample that was being read may lack members, so it is not taken. */
  private void broken(QuarantineReason reason, Exception why) {
    done = true;
    String where =
        sample
            .map(cut -> "in or behind sample \"" + cut.prefix() + "\"")
            .orElse("at its beginning");
    sample = Optional.empty();
    ready.add(DocumentRow.bad(file, reason, "%s: %s".formatted(where, why.getMessage())));
    try {
      tar.orElseThrow().close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream members) throws IOException {
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    String key = file + "/" + name;
    if (entry.isSymbolicLink() || entry.isLink()) {
      ready.add(DocumentRow.skipped(key, SkipReason.SYMLINK));
    } else if (entry.isDirectory()) {
      return;
    } else if (!entry.isFile() || device(entry) || entry.isSparse()) {
      ready.add(DocumentRow.skipped(key, SkipReason.NOT_A_FILE));
    } else if (unsafe(name)) {
      ready.add(DocumentRow.skipped(key, SkipReason.UNSAFE_NAME));
    } else {
      takeFile(entry, name, key, members);
    }
  }

  private void takeFile(
      TarArchiveEntry entry, String name, String key, TarArchiveInputStream members)
      throws IOException {
    int slash = name.lastIndexOf('/');
    int dot = name.indexOf('.', slash + 1);
    if (dot == slash + 1) {
      ready.add(DocumentRow.skipped(key, SkipReason.HIDDEN));
      return;
    }
    if (dot < 0) {
      ready.add(DocumentRow.skipped(key, SkipReason.EXTENSION));
      return;
    }
    TarSample belongs = sampleOf(name.substring(0, dot));
    String end = name.substring(dot + 1);
    boolean item = belongs.isItem(end);
    if (!item && !belongs.isWanted(end)) {
      return;
    }
    int most = item ? DocumentRow.MAX_BYTES : TarSample.MAX_WORDS;
    if (entry.getSize() > most) {
      belongs.bad(
          QuarantineReason.TOO_MANY_BYTES,
          "its member \"%s\" has %d bytes, at most %d are read"
              .formatted(end, entry.getSize(), most));
      return;
    }
    byte[] content = members.readNBytes((int) entry.getSize());
    if (content.length < entry.getSize()) {
      throw new EOFException("Truncated in member " + name);
    }
    if (item) {
      belongs.item(name, content);
    } else {
      belongs.words(end, content);
    }
  }

  private TarSample sampleOf(String prefix) {
    if (sample.filter(open -> open.prefix().equals(prefix)).isEmpty()) {
      flush();
      sample = Optional.of(new TarSample(file, prefix, kind, columns));
    }
    return sample.orElseThrow();
  }

  private void flush() {
    sample.ifPresent(whole -> ready.add(whole.row()));
    sample = Optional.empty();
  }

  private static boolean device(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
  }

  private static boolean unsafe(String name) {
    return name.startsWith("/")
        || name.indexOf('\0') >= 0
        || Arrays.asList(name.split("/", -1)).contains("..");
  }
}
