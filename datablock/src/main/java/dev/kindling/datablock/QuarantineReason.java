package dev.kindling.datablock;

import java.util.Locale;

/** Why an item was put aside. The codes appear in tables, JSON and reports and do not change. */
public enum QuarantineReason {
  /** No bytes at all. */
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
  /** The file could not be read. */
  UNREADABLE,
  /** No label could be found for it. */
  NO_LABEL;

  /** The code, such as {@code not-an-image}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
