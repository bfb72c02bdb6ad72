package dev.kindling.datablock.table;

import java.util.Locale;

/** What the items of a dataset are. */
public enum Kind {
  /** Encoded images. */
  IMAGE,
  /** Texts, as they are and as tokens. */
  TEXT;

  /** The name in manifests and settings: {@code image} or {@code text}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
