package dev.kindling.jobs.report;

import java.util.Locale;

/** Numbers and names as pages show them. */
public final class Figures {
  private Figures() {}

  /** A value of a measure: whole pixels and bytes, two digits of an aspect, three of a look. */
  public static String value(String measure, double value) {
    return switch (measure) {
      case "width", "height", "pixels", "bytes" -> String.format(Locale.ROOT, "%,.0f", value);
      case "aspect" -> String.format(Locale.ROOT, value < 0.1 ? "%.2g" : "%.2f", value);
      default -> String.format(Locale.ROOT, "%.3f", value);
    };
  }

  /** The text without line breaks, for captions that have lines of their own. */
  public static String oneLine(String text) {
    return text.lines().reduce((first, second) -> first + "\ufffd" + second).orElse("");
  }
}
