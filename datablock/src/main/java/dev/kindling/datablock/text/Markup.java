package dev.kindling.datablock.text;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** The rule {@link PreRule#MARKUP}. */
final class Markup {
  /** The longest reference looked for, from {@code &} to {@code ;}. */
  private static final int LONGEST = 12;

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("hellip", "…"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("pound", "£"),
          Map.entry("euro", "€"),
          Map.entry("copy", "©"),
          Map.entry("reg", "®"),
          Map.entry("eacute", "é"));

  /** What documents hold besides references: as found, and as it is meant. */
  private static final Map<Character, Map<String, String>> LEFTOVERS =
      Map.of(
          '#', Map.of("#39;", "'", "#146;", "'", "#36;", "$"),
          'a', Map.of("amp;", "&"),
          'n', Map.of("nbsp;", " "),
          'q', Map.of("quot;", "\""),
          '\\', Map.of("\\n", "\n", "\\\"", "\""),
          '<', Map.of("<unk>", Character.toString(Marks.of(SpecialToken.UNKNOWN))),
          ' ', Map.of(" @.@ ", ".", " @,@ ", ",", " @-@ ", "-"));

  private Markup() {}

  static String apply(String text) {
    Rewriting result = new Rewriting(text);
    int last = text.length() - 1;
    int at = 0;
    while (at < last) { // nothing looked for is of one character
      Optional<Found> found = candidate(text, at) ? found(text, at) : Optional.empty();
      if (found.isPresent()) {
        int end = at + found.get().length();
        result.replace(at, end).append(found.get().meaning());
        at = end;
      } else {
        at++;
      }
    }
    return result.done();
  }

  /** Whether something looked for may begin there: nearly nothing does. */
  private static boolean candidate(String text, int at) {
    return switch (text.charAt(at)) {
      case '&', '\\', '#' -> true;
      case 'a' -> text.startsWith("amp;", at);
      case 'n' -> text.startsWith("nbsp;", at);
      case 'q' -> text.startsWith("quot;", at);
      case '<' -> text.startsWith("<unk>", at);
      case ' ' -> text.charAt(at + 1) == '@';
      default -> false;
    };
  }

  private static Optional<Found> found(String text, int at) {
    return text.charAt(at) == '&' ? reference(text, at) : leftover(text, at);
  }

  private record Found(int length, String meaning) {}

  private static Optional<Found> reference(String text, int start) {
    int limit = Math.min(text.length(), start + LONGEST);
    for (int end = start + 1; end < limit; end++) {
      if (text.charAt(end) == ';') {
        int length = end + 1 - start;
        return meaning(text.substring(start + 1, end)).map(found -> new Found(length, found));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> meaning(String name) {
    return name.startsWith("#") ? character(name) : Optional.ofNullable(NAMED.get(name));
  }

  private static Optional<String> character(String number) {
    try {
      boolean hex = number.startsWith("#x") || number.startsWith("#X");
      int code =
          hex
              ? Integer.parseInt(number.substring(2), 16)
              : Integer.parseInt(number, 1, number.length(), 10);
      if (code >= 0x80 && code < 0xA0) { // what browsers read there
        return Optional.of(new String(new byte[] {(byte) code}, Charset.forName("windows-1252")));
      }
      boolean printable =
          Character.isValidCodePoint(code)
              && Character.getType(code) != Character.SURROGATE
              && (!Character.isISOControl(code) || Character.isWhitespace(code));
      return printable
          ? Optional.of(code == 0xA0 ? " " : Character.toString(code))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Found> leftover(String text, int start) {
    char first = text.charAt(start);
    Map<String, String> candidates = LEFTOVERS.getOrDefault(first, Map.of());
    if (candidates.isEmpty() || (start > 0 && insideWord(first, text.charAt(start - 1)))) {
      return Optional.empty();
    }
    return candidates.entrySet().stream()
        .filter(entry -> text.startsWith(entry.getKey(), start))
        .findFirst()
        .map(entry -> new Found(entry.getKey().length(), entry.getValue()));
  }

  /** {@code stamp;} is a word, and what follows {@code &amp;} has been unescaped once already. */
  private static boolean insideWord(char first, char before) {
    boolean name = Character.isLetter(first);
    return (name && Character.isLetterOrDigit(before))
        || ((name || first == '#') && (before == ';' || before == '&'));
  }
}
