package dev.kindling.datablock.document;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which columns of a table of images hold what. Exactly one of path and content is there.
 *
 * @param path of the image's file
 * @param root folder that paths are relative to and must not lead out of; where it is not given,
 *     the folder of the table
 * @param content the encoded image
 * @param key unique names of the images; where there is none, keys are the paths, or made of the
 *     content
 * @param label what they show
 * @param split what they are for
 */
public record ImageColumns(
    Optional<String> path,
    Optional<String> root,
    Optional<String> content,
    Optional<String> key,
    Optional<String> label,
    Optional<String> split) {
  public ImageColumns {
    requireNonNull(path, "path");
    requireNonNull(root, "root");
    requireNonNull(content, "content");
    requireNonNull(key, "key");
    requireNonNull(label, "label");
    requireNonNull(split, "split");
    if (path.isPresent() == content.isPresent()) {
      throw new IllegalArgumentException(
          "A table of images needs a path column or a content column, got %s and %s"
              .formatted(path.orElse("none"), content.orElse("none")));
    }
    if (content.isPresent() && root.isPresent()) {
      throw new IllegalArgumentException("Only paths have a root, got " + root.get());
    }
  }

  /** Images in files below the folder of the table. */
  public static ImageColumns paths(String column) {
    return new ImageColumns(
        Optional.of(column),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Images in the rows themselves. */
  public static ImageColumns contents(String column) {
    return new ImageColumns(
        Optional.empty(),
        Optional.empty(),
        Optional.of(column),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with files below another folder. */
  public ImageColumns below(String folder) {
    return new ImageColumns(path, Optional.of(folder), content, key, label, split);
  }

  /** The same with a column of keys. */
  public ImageColumns key(String column) {
    return new ImageColumns(path, root, content, Optional.of(column), label, split);
  }

  /** The same with a column of labels. */
  public ImageColumns label(String column) {
    return new ImageColumns(path, root, content, key, Optional.of(column), split);
  }

  /** The same with a column of splits. */
  public ImageColumns split(String column) {
    return new ImageColumns(path, root, content, key, label, Optional.of(column));
  }

  /** The same columns by what they are to the reader of tables, for which the item is a text. */
  public TextColumns ofTable() {
    return new TextColumns(key, path.or(() -> content).orElseThrow(), label, split);
  }
}
