package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.report.Report;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.run.History;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.run.RunRecord;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.Stage;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.Learner;
import dev.kindling.train.Run;
import dev.kindling.train.Trainer;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.Checkpoints;
import dev.kindling.train.cluster.RoundGauges;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.optim.FitSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fit from its settings to its run: all of a training, or one of its stages.
 *
 * @param stage which, where there are several
 * @param settings of this fit
 */
record Training(Optional<Stage> stage, Settings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(Training.class);

  /** The fits that settings mean, in order, at least one. */
  static List<Training> of(Settings settings) {
    return settings.stages().isEmpty()
        ? List.of(new Training(Optional.empty(), settings))
        : settings.stages().stream()
            .map(staged -> new Training(Optional.of(staged.stage()), staged.settings()))
            .toList();
  }

  /** Where its run is. */
  RunDirectory directory() {
    return RunDirectory.at(settings.run().requiredPath());
  }

  /** Whether its run is there, whole. */
  boolean finished() {
    return Files.exists(directory().record());
  }

  PreparedDataset dataset(SparkSession spark) {
    return PreparedDataset.open(spark, settings.data().requiredPath());
  }

  /** What {@code train} told of a finished run. */
  Map<String, Object> result() {
    return directory().read(directory().record(), RunRecord.class).result();
  }

  /** Trains, and writes the run. */
  Result run(SparkSession spark, Checkpoints.Resume resume) {
    Instant started = Instant.now();
    PreparedDataset dataset = dataset(spark);
    Optional<ModelArchive> origin = ModelChoice.origin(settings);
    Learner learner = Recipes.learner(settings, dataset, origin);
    Optional<StartingPoint> start =
        origin.map(
            archive ->
                ModelChoice.start(
                    archive, learner.recipe().architecture(), dataset, settings.seed()));
    Run trained = fit(learner, start, dataset, resume);
    LOG.info("Wall time: {}", shares(trained.wallTime()));
    ModelArchive archive =
        trained.archive(settings.resolved(), Origins.codeVersion(), Instant.now());
    write(archive, directory());
    Findings findings = RunFindings.of(trained, archive, start, dataset, settings);
    Map<String, String> provenance = Origins.of(dataset, trained.augmented(), spark, started);
    double charactersPerToken = dataset.manifest().text().of(Split.VALID).charactersPerToken();
    Result result = TrainResult.of(trained, directory(), provenance, charactersPerToken);
    publish(Histories.of(trained), findings, provenance, result);
    return result;
  }

  private Run fit(
      Learner learner,
      Optional<StartingPoint> start,
      PreparedDataset dataset,
      Checkpoints.Resume resume) {
    TrainSettings train = settings.train();
    RunDirectory directory = directory();
    Trainer trainer =
        learner
            .on(Recipes.strategy(train))
            .augment(settings.augment().augmentations())
            .reading(Recipes.reading(settings))
            .finishing(train.finishing())
            .threshold(settings.model().threshold())
            .checkpoints(
                new Checkpoints(
                    directory.checkpoints(),
                    train.checkpoint().rounds(),
                    train.checkpoint().keep(),
                    resume));
    trainer = start.map(trainer::from).orElse(trainer);
    Unit unit = Unit.of(learner.recipe().architecture());
    FitSchedule schedule = learner.recipe().schedule();
    try (Progress progress = Progress.here(unit);
        RoundGauges gauges = RoundGauges.registered()) {
      return trainer
          .listeners(progress, gauges, new LiveHistory(directory, schedule, unit))
          .fit(dataset);
    }
  }

  private static String shares(Map<String, Double> wallTime) {
    return wallTime.entrySet().stream()
        .map(part -> String.format(Locale.ROOT, "%s %.1f %%", part.getKey(), 100 * part.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void write(ModelArchive archive, RunDirectory directory) {
    try {
      archive.write(directory.model());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + directory.model(), e);
    }
  }

  private void publish(
      History history, Findings findings, Map<String, String> provenance, Result result) {
    RunDirectory directory = directory();
    directory.write(directory.history(), Histories.lines(history));
    directory.write(directory.findings(), JsonFormat.pretty(findings));
    directory.write(
        directory.record(),
        JsonFormat.pretty(new RunRecord(settings.resolved(), provenance, result.fields())));
    directory.write(directory.report(), Report.of(directory).html());
  }
}
