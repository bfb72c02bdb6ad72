package dev.kindling.jobs.verb;

import dev.kindling.jobs.machine.Cluster;
import dev.kindling.jobs.machine.Machine;
import dev.kindling.jobs.machine.Storage;
import dev.kindling.jobs.run.LocalFiles;
import dev.kindling.jobs.settings.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling doctor}: what this machine and every executor has, and whether it works. */
@Command(
    name = "doctor",
    description = "Check this machine and every executor; exits with 7 if something is broken.",
    footer = {
      "",
      "Looks at Java, memory, OpenMP, file names, OpenCV, ND4J, OpenCL, the backend of augmentation,",
      "and whether data.path, run.path and java.io.tmpdir take files and rename them.",
      "",
      "Example:",
      "  bin/kindling doctor --set augment.backend=auto --path datasets/photos --run runs/photos"
    })
public final class DoctorVerb implements Verb {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Option(names = "--run", paramLabel = "FOLDER", description = "The run; same as run.path.")
  private Optional<String> run = Optional.empty();

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    return Overrides.of("data.path", path, "run.path", run);
  }

  @Override
  public boolean examinesTheMachine() {
    return true;
  }

  @Override
  public void check(Settings settings) {
    settings.run().path().ifPresent(folder -> LocalFiles.at(folder, "run.path"));
  }

  @Override
  public List<String> plan(Job job) {
    return List.of("Examine the driver, then every executor with a Spark job");
  }

  @Override
  public Result run(Job job) {
    Settings settings = job.settings();
    Cluster cluster =
        new Cluster(
            settings.augment().augmentations().backend(),
            settings.data().path().map(uri -> new Storage("data.path", uri)).stream().toList(),
            settings
                .run()
                .path()
                .map(folder -> Storage.local("run.path", LocalFiles.at(folder, "run.path")))
                .stream()
                .toList());
    return result(cluster.examine(job::spark));
  }

  private Result result(List<Machine> machines) {
    List<String> problems =
        machines.stream().flatMap(machine -> machine.problems().stream()).toList();
    Result.Builder result =
        Result.of(name())
            .field("usable", problems.isEmpty())
            .field("machines", machines)
            .field("problems", problems);
    machines.forEach(machine -> machine.table().forEach(result::line));
    return result
        .line(problems.isEmpty() ? "Usable." : "%d broken.".formatted(problems.size()))
        .problems(problems)
        .build();
  }
}
