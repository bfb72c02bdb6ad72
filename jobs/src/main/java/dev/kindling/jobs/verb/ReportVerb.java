package dev.kindling.jobs.verb;

import dev.kindling.jobs.report.Report;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling report}: makes {@code report.html} anew from what lies in the run's folder. */
@Command(
    name = "report",
    description = "Make the report of a run anew from its folder.",
    footer = {"", "Example:", "  bin/kindling report --run runs/quickstart"})
public final class ReportVerb implements Verb {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--run", paramLabel = "FOLDER", description = "The run; same as run.path.")
  private Optional<String> run = Optional.empty();

  @Override
  public String name() {
    return "report";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    return Overrides.of("run.path", run);
  }

  @Override
  public void check(Settings settings) {
    Training.of(settings).forEach(training -> training.directory().requireRecord());
  }

  @Override
  public List<String> plan(Job job) {
    return directories(job).map(directory -> "Write " + directory.report().toUri()).toList();
  }

  @Override
  public Result run(Job job) {
    Result.Builder result = Result.of(name());
    directories(job)
        .forEach(
            directory -> {
              directory.write(directory.report(), Report.of(directory).html());
              result
                  .field("run", directory.path().toString())
                  .field("report", directory.report().toUri().toString())
                  .line("Report: " + directory.report().toUri());
            });
    return result.build();
  }

  private static Stream<RunDirectory> directories(Job job) {
    return Training.of(job.settings()).stream().map(Training::directory);
  }
}
