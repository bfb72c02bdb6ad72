package dev.kindling.jobs.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A piece of HTML. Text enters through {@link #text} and attributes through {@link #element}, which
 * escape; there is no other way for data to get in.
 *
 * @param markup well-formed HTML
 */
record Html(String markup) {
  static final Html NOTHING = new Html("");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final List<String> WITHOUT_END = List.of("img", "meta", "br", "hr", "col");

  /** Plain text; line breaks, controls and direction overrides are shown as symbols. */
  static Html text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> escaped.append(escaped(c)));
    return new Html(escaped.toString());
  }

  static Html element(String tag, Html... children) {
    return element(tag, Map.of(), children);
  }

  static Html element(String tag, Map<String, String> attributes, Html... children) {
    StringBuilder markup = new StringBuilder("<").append(name(tag));
    new TreeMap<>(attributes)
        .forEach(
            (key, value) ->
                markup
                    .append(' ')
                    .append(name(key))
                    .append("=\"")
                    .append(text(value).markup)
                    .append('"'));
    markup.append('>').append(all(List.of(children)).markup);
    return new Html(WITHOUT_END.contains(tag) ? markup.toString() : markup + "</" + tag + ">");
  }

  /** One after another. */
  static Html all(List<Html> pieces) {
    return new Html(String.join("", pieces.stream().map(Html::markup).toList()));
  }

  private static String escaped(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> unprintable(c) ? "\ufffd" : Character.toString(c);
    };
  }

  /** Controls, lone surrogates and characters that turn the direction of writing. */
  private static boolean unprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      case Character.FORMAT -> (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
      default -> false;
    };
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("No HTML name: " + name);
    }
    return name;
  }
}
