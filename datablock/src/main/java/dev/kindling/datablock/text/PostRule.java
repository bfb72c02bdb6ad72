package dev.kindling.datablock.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A rule that changes the tokens of a document. */
public enum PostRule {
  /**
   * A token of two or more characters, its letters all capitals: {@code xxup} and its small form.
   */
  ALL_CAPITALS,
  /** A capital followed by small letters only: {@code xxmaj} and its small form. */
  CAPITALISED,
  /** Every token in its small form, by no language's special rules. */
  LOWER_CASE,
  /** {@code xxbos} in front. */
  BEGINNING,
  /** {@code xxeos} behind. */
  END;

  /** The tokens after this rule; a new list. */
  public List<String> apply(List<String> tokens) {
    List<String> result = new ArrayList<>(tokens.size() + 2);
    if (this == BEGINNING) {
      result.add(SpecialToken.BEGINNING.text());
    }
    for (String token : tokens) {
      switch (this) {
        case ALL_CAPITALS -> add(result, token, SpecialToken.ALL_CAPITALS, allCapitals(token));
        case CAPITALISED -> add(result, token, SpecialToken.CAPITALISED, capitalised(token));
        case LOWER_CASE -> result.add(small(token));
        case BEGINNING, END -> result.add(token);
      }
    }
    if (this == END) {
      result.add(SpecialToken.END.text());
    }
    return result;
  }

  /** Its name in stored rules. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void add(List<String> result, String token, SpecialToken sign, boolean applies) {
    if (applies) {
      result.add(sign.text());
    }
    result.add(applies ? small(token) : token);
  }

  private static boolean allCapitals(String token) {
    boolean any = false;
    int at = 0;
    while (at < token.length()) {
      int c = token.codePointAt(at);
      if (Character.isLowerCase(c)) {
        return false;
      }
      any |= Character.isUpperCase(c);
      at += Character.charCount(c);
    }
    return any && token.offsetByCodePoints(0, 1) < token.length();
  }

  private static boolean capitalised(String token) {
    if (token.isEmpty() || !Character.isUpperCase(token.codePointAt(0))) {
      return false;
    }
    boolean any = false;
    int at = token.offsetByCodePoints(0, 1);
    while (at < token.length()) {
      int c = token.codePointAt(at);
      if (Character.isUpperCase(c)) {
        return false;
      }
      any |= Character.isLowerCase(c);
      at += Character.charCount(c);
    }
    return any;
  }

  private static String small(String token) {
    return token.toLowerCase(Locale.ROOT);
  }
}
