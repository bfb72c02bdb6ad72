package dev.kindling.jobs.verb;

import dev.kindling.datablock.lease.Lease;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.cluster.Checkpoints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling train}: trains on a prepared dataset and leaves a run behind. */
@Command(
    name = "train",
    description = "Train a model on a prepared dataset; leaves model, report and history.",
    footer = {
      "",
      "Example:",
      "  bin/kindling train --config conf/quickstart.conf --set train.epochs=2"
    })
public final class TrainVerb implements Verb {
  static final String NAME = "train";

  private static final Logger LOG = LoggerFactory.getLogger(TrainVerb.class);

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Option(names = "--run", paramLabel = "FOLDER", description = "The run; same as run.path.")
  private Optional<String> run = Optional.empty();

  /** Whether to go on. */
  enum Resume {
    /** From the last whole checkpoint; from the start if there is none. */
    auto
  }

  @Option(
      names = "--resume",
      paramLabel = "auto",
      description = "Go on from the run's last checkpoint, or begin if there is none.")
  private Optional<Resume> resume = Optional.empty();

  @Override
  public String name() {
    return NAME;
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
  public void check(Settings settings) {
    Training.of(settings).forEach(training -> training.settings().data().requiredPath());
    whole(settings).requireFree();
    requireStartable(settings);
  }

  private void requireStartable(Settings settings) {
    List<Training> trainings = Training.of(settings);
    requireUnused(whole(settings), settings);
    if (resume.isEmpty()) {
      trainings.forEach(training -> requireUnused(training.directory()));
    } else if (trainings.stream().allMatch(Training::finished)) {
      throw new NothingToDoException(
          "The run in %s is finished; choose another run.path to train anew"
              .formatted(settings.run().requiredPath()));
    }
    trainings.stream().filter(Training::finished).forEach(SameSettings::require);
  }

  /** The run of all stages. */
  private static RunDirectory whole(Settings settings) {
    return RunDirectory.at(settings.run().requiredPath());
  }

  /** Stages have runs of their own below the run of all. */
  private static void requireUnused(RunDirectory all, Settings settings) {
    if (!settings.stages().isEmpty() && all.begun()) {
      throw new SettingsException(
          "%s holds a run without train.stages: choose another run.path".formatted(all.path()));
    }
  }

  private static void requireUnused(RunDirectory directory) {
    if (directory.begun()) {
      throw new SettingsException(
          "%s holds a run already: choose another run.path, or --resume auto to go on with it"
              .formatted(directory.path()));
    }
  }

  @Override
  public List<String> plan(Job job) {
    StagePlan plan = stagePlan(job);
    return Stream.of(plan.lines(), plan.warnings()).flatMap(Collection::stream).toList();
  }

  private static StagePlan stagePlan(Job job) {
    return StagePlan.of(Training.of(job.settings()), job.spark());
  }

  @Override
  public Result run(Job job) {
    StagePlan plan = stagePlan(job);
    plan.lines().forEach(LOG::info);
    plan.warnings().forEach(LOG::warn);
    try (Lease lease = whole(job.settings()).lease()) {
      requireStartable(job.settings()); // again, now that nobody else writes
      return train(job);
    }
  }

  private Result train(Job job) {
    List<Training> trainings = Training.of(job.settings());
    List<Map<String, Object>> stages = new ArrayList<>();
    List<String> summary = new ArrayList<>();
    for (Training training : trainings) {
      if (training.finished()) {
        LOG.info("{} is finished", training.directory().path());
        stages.add(training.result());
      } else {
        training.stage().ifPresent(stage -> LOG.info("Stage {}", stage.text()));
        Result result = training.run(job.spark(), resumed());
        stages.add(result.fields());
        training.stage().ifPresent(stage -> summary.add("Stage " + stage.text()));
        summary.addAll(result.summary());
      }
    }
    Map<String, Object> fields = new LinkedHashMap<>(stages.get(stages.size() - 1));
    if (trainings.get(0).stage().isPresent()) {
      fields.put("stages", stages);
    }
    return new Result(fields, summary, List.of());
  }

  private Checkpoints.Resume resumed() {
    return resume.isPresent() ? Checkpoints.Resume.AUTO : Checkpoints.Resume.NEVER;
  }
}
