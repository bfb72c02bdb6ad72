package dev.kindling.jobs.verb;

import dev.kindling.jobs.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every verb; filled by picocli. */
public final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in HOCON; conf/reference.conf documents every key.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over the file. May be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Print the resolved settings and the plan, do nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as one JSON object, the last line.")
  private boolean json;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master; default: spark-submit's, or local[*].")
  private Optional<String> master = Optional.empty();

  @SuppressWarnings("UnusedVariable") // picocli looks at the annotation only
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The settings of the file, then of the verb's own options, then of {@code --set}. */
  public Settings settings(List<String> verbOverrides) {
    List<String> overrides = new ArrayList<>(verbOverrides);
    overrides.addAll(set);
    return Settings.load(config, overrides);
  }

  /** Whether to plan only. */
  public boolean dryRun() {
    return dryRun;
  }

  /** Whether the last line on stdout is JSON. */
  public boolean json() {
    return json;
  }

  /** Spark's master, where given. */
  public Optional<String> master() {
    return master;
  }
}
