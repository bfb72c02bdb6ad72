package dev.kindling.datablock;

import dev.kindling.datablock.process.Utf8;
import dev.kindling.datablock.scan.FileTree;
import java.io.FileNotFoundException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second file of a pair: it lies beside an item and has its name with another extension.
 *
 * @param tree where both lie
 * @param extension of the second
 */
record CompanionFile(FileTree tree, String extension) implements Serializable {

  /**
   * Its lines that are not blank, without the space around them; one empty line if all are.
   *
   * @param location of the item
   * @throws BadItemException {@code NO_LABEL} if there is no such file, {@code UNREADABLE_LABEL} if
   *     it cannot be read, is too long or is not UTF-8
   */
  List<String> lines(@Nullable String location) throws BadItemException {
    if (location == null) {
      throw new BadItemException(
          QuarantineReason.UNREADABLE_LABEL, "the item is no file that another could lie beside");
    }
    String beside = beside(location);
    if (beside.equals(location)) {
      throw new BadItemException(
          QuarantineReason.UNREADABLE_LABEL, "it would be its own label: name another extension");
    }
    try {
      String text = Utf8.text(Utf8.withoutMark(tree.read(beside, Labeler.Companion.MAX_BYTES)));
      List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      return lines.isEmpty() ? List.of("") : lines;
    } catch (BadItemException e) {
      throw missing(e)
          ? new BadItemException(
              QuarantineReason.NO_LABEL, "there is no file %s".formatted(name(beside)), e)
          : new BadItemException(
              QuarantineReason.UNREADABLE_LABEL, "%s: %s".formatted(name(beside), e.detail()), e);
    }
  }

  private String beside(String location) {
    int dot = location.lastIndexOf('.');
    return location.substring(0, dot > location.lastIndexOf('/') ? dot : location.length())
        + "."
        + extension;
  }

  private static String name(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static boolean missing(BadItemException e) {
    return e.getCause() instanceof NoSuchFileException
        || e.getCause() instanceof FileNotFoundException;
  }
}
