package dev.kindling.datablock.scan;

import java.io.Serializable;

/** What an entry of a directory is to the walker. */
sealed interface Entry extends Serializable permits FoundFile, Folder, Entry.Skip {
  /** No item, and nothing to look into. */
  record Skip(SkipReason reason) implements Entry {}
}
