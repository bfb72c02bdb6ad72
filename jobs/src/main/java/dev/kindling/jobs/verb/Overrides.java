package dev.kindling.jobs.verb;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Options of a verb that stand for settings. */
final class Overrides {
  private Overrides() {}

  /** {@code key=value}, or with a list of values if the option is given more than once. */
  static List<String> each(String key, List<String> options) {
    return options.size() < 2
        ? of(key, options.stream().findFirst())
        : of(
            key,
            Optional.of(
                options.stream()
                    .map(ConfigUtil::quoteString)
                    .collect(Collectors.joining(",", "[", "]"))));
  }

  /** {@code key=value} where the option is given. */
  static List<String> of(String key, Optional<String> option) {
    return option.map(value -> key + "=" + value).stream().toList();
  }

  static List<String> of(
      String key1, Optional<String> option1, String key2, Optional<String> option2) {
    List<String> both = new ArrayList<>(of(key1, option1));
    both.addAll(of(key2, option2));
    return both;
  }

  static List<String> of(
      String key1,
      Optional<String> option1,
      String key2,
      Optional<String> option2,
      String key3,
      Optional<String> option3) {
    List<String> all = new ArrayList<>(of(key1, option1, key2, option2));
    all.addAll(of(key3, option3));
    return all;
  }
}
