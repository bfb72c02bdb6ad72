package dev.kindling.jobs.verb;

import dev.kindling.jobs.settings.Settings;
import java.util.List;

/** Something that Kindling does for a user. */
public interface Verb {
  /** What the user types. */
  String name();

  /** The options that all verbs share. */
  CommonOptions options();

  /** The verb's own options as settings, in the form {@code key=value}. */
  default List<String> overrides() {
    return List.of();
  }

  /** Whether the verb itself says what is wrong with this machine, instead of failing over it. */
  default boolean examinesTheMachine() {
    return false;
  }

  /**
   * Checks what can be checked before Spark starts.
   *
   * @throws dev.kindling.jobs.settings.SettingsException if something needed is missing
   */
  void check(Settings settings);

  /** What {@link #run} would do, a line each. */
  List<String> plan(Job job);

  /** Does it. */
  Result run(Job job);
}
