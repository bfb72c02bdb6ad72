package dev.kindling.datablock;

import java.util.Locale;

/** Why an item was put aside. The codes appear in tables, JSON and reports and do not change. */
public enum QuarantineReason {
  /** No bytes at all, or a document of nothing but spaces. */
  EMPTY,
  /** Longer than the limit on encoded bytes. */
  TOO_MANY_BYTES,
  /** Its first bytes are of no image format that is read here. */
  NOT_AN_IMAGE,
  /** Its header states more pixels than the limit. */
  TOO_MANY_PIXELS,
  /** It begins well and ends early. */
  TRUNCATED,
  /** No decoder could read it. */
  CORRUPT,
  /** Decoding took longer than the limit. */
  TIMEOUT,
  /** A document that is not UTF-8 throughout. */
  INVALID_UTF_8,
  /** A document with null bytes, such as a text in UTF-16. */
  NULL_BYTES,
  /** A row of a CSV file with other fields than its header has. */
  MALFORMED_ROW,
  /** A row of a table without the path of a file. */
  NO_PATH,
  /** A row of a table whose path leads elsewhere than below the root. */
  OUTSIDE_ROOT,
  /** A row of a table without the bytes of an item. */
  NO_CONTENT,
  /** Another row has the same key. */
  DUPLICATE_KEY,
  /** The file could not be read. */
  UNREADABLE,
  /** No label could be found for it. */
  NO_LABEL,
  /** Different labels were given for it, where one is wanted. */
  AMBIGUOUS_LABEL,
  /** Its label is no decimal number, where one is wanted. */
  NOT_A_NUMBER,
  /** Its label is a number beyond all bounds. */
  INFINITE_NUMBER,
  /** What should say its label cannot be read. */
  UNREADABLE_LABEL;

  /** Whether it says that the label is at fault, and nothing else. */
  public boolean ofLabel() {
    return compareTo(NO_LABEL) >= 0;
  }

  /** The code, such as {@code not-an-image}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
