package dev.kindling.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Typed reading of checked keys; every complaint names the key, its place and what came. */
final class Reader {
  private final Config config;
  private final UnaryOperator<String> names;

  Reader(Config config) {
    this(config, UnaryOperator.identity());
  }

  /**
   * A reader whose complaints call keys by other names.
   *
   * @param names the name under which the user set a key
   */
  Reader(Config config, UnaryOperator<String> names) {
    this.config = config;
    this.names = names;
  }

  /** A whole number of at least {@code minimum}. */
  long wholeNumber(String key, long minimum) {
    String wanted =
        minimum == Long.MIN_VALUE ? "a whole number" : "a whole number of at least " + minimum;
    long value;
    try {
      value = config.getLong(key);
    } catch (ConfigException e) {
      throw complaint(key, wanted, e);
    }
    if (value < minimum || value != config.getDouble(key)) {
      throw complaint(key, wanted);
    }
    return value;
  }

  /** As {@link #wholeNumber}, that an int holds. */
  int count(String key, int minimum) {
    long value = wholeNumber(key, minimum);
    if (value > Integer.MAX_VALUE) {
      throw complaint(key, "a whole number of at most " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /** A number in the interval. */
  double number(String key, Interval interval) {
    return number(key, "", interval);
  }

  /** As above, where a complaint names words before it that are settings too. */
  double number(String key, String words, Interval interval) {
    double value;
    try {
      value = config.getDouble(key);
    } catch (ConfigException e) {
      throw complaint(key, words + "a number " + interval.text(), e);
    }
    if (!interval.contains(value)) {
      throw complaint(key, words + "a number " + interval.text());
    }
    return value;
  }

  /**
   * A number in the interval, or a word that stands for one.
   *
   * @param word the word
   * @param meaning what it stands for
   */
  double numberOr(String word, double meaning, String key, Interval interval) {
    return text(key).equals(word) ? meaning : number(key, word + " or ", interval);
  }

  /** Any text. */
  String text(String key) {
    try {
      return config.getString(key);
    } catch (ConfigException e) {
      throw complaint(key, "text", e);
    }
  }

  /** Text, empty where the setting is {@code ""}. */
  Optional<String> textIfGiven(String key) {
    return Optional.of(text(key).strip()).filter(text -> !text.isEmpty());
  }

  /** A list of some of the words, maybe none. */
  List<String> words(String key, List<String> known) {
    String wanted = "a list of some of " + String.join(", ", known);
    List<String> words;
    try {
      words = config.getStringList(key);
    } catch (ConfigException e) {
      throw complaint(key, wanted, e);
    }
    if (!known.containsAll(words)) {
      throw complaint(key, wanted);
    }
    return words;
  }

  /** A list of texts, maybe none. */
  List<String> texts(String key) {
    try {
      return config.getStringList(key);
    } catch (ConfigException e) {
      throw complaint(key, "a list of texts", e);
    }
  }

  /** A list of texts, or one text alone; none where the setting is {@code ""}. */
  List<String> textsIfGiven(String key) {
    if (config.getValue(key).valueType() != ConfigValueType.LIST) {
      return textIfGiven(key).stream().toList();
    }
    try {
      return config.getStringList(key);
    } catch (ConfigException e) {
      throw complaint(key, "a text or a list of texts", e);
    }
  }

  /** One of the words. */
  String oneOf(String key, List<String> words) {
    return oneOf(key, words, List.of());
  }

  /** One of the words; of those that are planned, it says so. */
  String oneOf(String key, List<String> words, List<String> planned) {
    String value = text(key);
    if (planned.contains(value)) {
      throw new SettingsException(
          "%s = %s (%s) is not built yet; today: %s"
              .formatted(names.apply(key), value, place(key), String.join(", ", words)));
    }
    if (!words.contains(value)) {
      throw complaint(key, (words.size() == 1 ? "" : "one of ") + String.join(", ", words));
    }
    return value;
  }

  /**
   * Checks that settings which mean nothing here are as they are by default.
   *
   * @param why they mean nothing, as in {@code data.kind is text}
   */
  void requireDefaults(List<String> keys, String why) {
    Config reference = Sources.reference();
    for (String key : keys) {
      if (!config.getValue(key).equals(reference.getValue(key))) {
        throw new SettingsException(
            "%s (%s) has no meaning here, as %s: take it out"
                .formatted(names.apply(key), place(key), why));
      }
    }
  }

  /** An error about the value of a key. */
  SettingsException complaint(String key, String expected) {
    return new SettingsException(
        "%s (%s) must be %s, got %s"
            .formatted(names.apply(key), place(key), expected, shown(config.getValue(key))));
  }

  /** The same, with what it comes of. */
  SettingsException complaint(String key, String expected, Throwable cause) {
    SettingsException complaint = complaint(key, expected);
    complaint.initCause(cause);
    return complaint;
  }

  static String shown(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  private String place(String key) {
    return config.getValue(key).origin().description();
  }
}
