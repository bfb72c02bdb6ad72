package dev.kindling.datablock.text;

import java.util.Arrays;
import java.util.List;

/** The tokens that stand for something else than a word; each one's index is its ordinal. */
public enum SpecialToken {
  /** A token outside the vocabulary. */
  UNKNOWN("xxunk"),
  /** What fills the shorter documents of a batch. */
  PADDING("xxpad"),
  /** A document begins. */
  BEGINNING("xxbos"),
  /** A document ends. */
  END("xxeos"),
  /** A count and a character follow: the character that many times. */
  REPEATED_CHARACTER("xxrep"),
  /** A count and a word follow: the word that many times. */
  REPEATED_WORD("xxwrep"),
  /** The next token was all in capitals. */
  ALL_CAPITALS("xxup"),
  /** The next token began with a capital. */
  CAPITALISED("xxmaj");

  private final String text;

  SpecialToken(String text) {
    this.text = text;
  }

  /** As it stands among tokens. */
  public String text() {
    return text;
  }

  /** Its index in every vocabulary, 0 to 7. */
  public int index() {
    return ordinal();
  }

  /** The texts of all, in the order of their indices. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(SpecialToken::text).toList();
  }
}
