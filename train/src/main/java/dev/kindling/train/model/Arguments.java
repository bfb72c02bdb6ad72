package dev.kindling.train.model;

import java.util.Map;

/** Reads an architecture's arguments as JSON gave them. */
public final class Arguments {
  private Arguments() {}

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is missing or something else
   */
  public static double number(Map<String, Object> arguments, String key, String architecture) {
    Object value = arguments.get(key);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "Architecture %s needs a number \"%s\", got %s".formatted(architecture, key, value));
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is missing or something else
   */
  public static int integer(Map<String, Object> arguments, String key, String architecture) {
    Object value = arguments.get(key);
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "Architecture %s needs a whole number \"%s\", got %s".formatted(architecture, key, value));
  }
}
