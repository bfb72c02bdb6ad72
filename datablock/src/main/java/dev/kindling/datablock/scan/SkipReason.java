package dev.kindling.datablock.scan;

import java.util.Locale;

/** Why an entry of the source is no item. The codes appear in manifests and do not change. */
public enum SkipReason {
  /** Its name starts with a dot; what lies below is not looked at. */
  HIDDEN,
  /** A pipe, socket or device. */
  NOT_A_FILE,
  /** Its name has no extension of what is looked for. */
  EXTENSION,
  /**
   * Its key is matched by a glob of what is excluded; of a directory, what lies below is not looked
   * at.
   */
  EXCLUDED,
  /** Its key is matched by no glob of what is included, or its folder is not among those named. */
  NOT_INCLUDED,
  /** A symbolic link, and the policy is to skip them. */
  SYMLINK,
  /** A directory that could not be listed, or not to its end. */
  UNREADABLE_DIRECTORY,
  /** A link to a directory that it lies in, or a link to itself. */
  SYMLINK_LOOP,
  /** A link to nothing that can be reached. */
  DANGLING_LINK,
  /** Its name is no text in UTF-8. */
  UNDECODABLE_NAME,
  /** Another path is the same text in Unicode's normal form C. */
  DUPLICATE_KEY,
  /** A member of a tar file whose name leads out of it. */
  UNSAFE_NAME,
  /** A sample of a tar file without a member that could be the item. */
  NO_ITEM,
  /** A line without a document. */
  BLANK_LINE,
  /** It has no label, and the policy is to skip it. */
  NO_LABEL,
  /** It has different labels where one is wanted, and the policy is to skip it. */
  AMBIGUOUS_LABEL,
  /** Its label is no decimal number, where one is wanted, and the policy is to skip it. */
  NOT_A_NUMBER,
  /** Its label is a number beyond all bounds, and the policy is to skip it. */
  INFINITE_NUMBER,
  /** What should say its label cannot be read, and the policy is to skip it. */
  UNREADABLE_LABEL,
  /** The splitter places it nowhere. */
  NO_SPLIT,
  /** Its label does not occur in train, and the policy is to drop it. */
  UNKNOWN_LABEL,
  /** Its content occurs under another key, and the policy is to drop it. */
  DUPLICATE_CONTENT,
  /** Another picture shows the same, and the policy is to drop it. */
  NEAR_DUPLICATE;

  /** The code, such as {@code no-split}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
