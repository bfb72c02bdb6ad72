package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.report.Report;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.run.RunRecord;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.Learner;
import dev.kindling.train.Run;
import dev.kindling.train.Trainer;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.Checkpoints;
import dev.kindling.train.evaluate.Perplexity;
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
    return "train";
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
    settings.data().requiredPath();
    RunDirectory directory = RunDirectory.at(settings.run().requiredPath());
    if (resume.isEmpty() && directory.begun()) {
      throw new SettingsException(
          "%s holds a run already: choose another run.path, or --resume auto to go on with it"
              .formatted(directory.path()));
    }
    if (resume.isPresent() && Files.exists(directory.record())) {
      throw new NothingToDoException(
          "The run in %s is finished; choose another run.path to train anew"
              .formatted(directory.path()));
    }
  }

  @Override
  public List<String> plan(Job job) {
    return TrainPlan.of(
        job.settings(), PreparedDataset.open(job.spark(), job.settings().data().requiredPath()));
  }

  @Override
  public Result run(Job job) {
    Settings settings = job.settings();
    Instant started = Instant.now();
    PreparedDataset dataset = PreparedDataset.open(job.spark(), settings.data().requiredPath());
    TrainPlan.of(settings, dataset).forEach(LOG::info);
    RunDirectory directory = RunDirectory.at(settings.run().requiredPath());
    Run trained = train(settings, dataset, directory);
    LOG.info("Wall time: {}", shares(trained.wallTime()));
    ModelArchive archive =
        trained.archive(settings.resolved(), Origins.codeVersion(), Instant.now());
    write(archive, directory);
    Findings findings = RunFindings.of(trained, archive, dataset, settings);
    Map<String, String> provenance = Origins.of(dataset, trained.augmented(), job.spark(), started);
    double charactersPerToken = dataset.manifest().text().of(Split.VALID).charactersPerToken();
    Result result = result(trained, directory, provenance, charactersPerToken);
    return publish(trained, directory, findings, settings, provenance, result);
  }

  private Run train(Settings settings, PreparedDataset dataset, RunDirectory directory) {
    TrainSettings train = settings.train();
    Learner learner = Recipes.learner(settings, dataset);
    Trainer trainer =
        learner
            .on(Recipes.strategy(train))
            .augment(settings.augment().augmentations())
            .reading(Recipes.reading(train))
            .checkpoints(
                new Checkpoints(
                    directory.checkpoints(),
                    train.checkpoint().rounds(),
                    train.checkpoint().keep(),
                    resume.isPresent() ? Checkpoints.Resume.AUTO : Checkpoints.Resume.NEVER));
    trainer = ModelChoice.start(settings, dataset).map(trainer::from).orElse(trainer);
    Unit unit = Unit.of(learner.recipe().architecture());
    FitSchedule schedule = learner.recipe().schedule();
    try (Progress progress = Progress.here(unit)) {
      return trainer.listeners(progress, new LiveHistory(directory, schedule, unit)).fit(dataset);
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

  private Result publish(
      Run trained,
      RunDirectory directory,
      Findings findings,
      Settings settings,
      Map<String, String> provenance,
      Result result) {
    directory.write(directory.history(), Histories.lines(Histories.of(trained)));
    directory.write(directory.findings(), JsonFormat.pretty(findings));
    directory.write(
        directory.record(),
        JsonFormat.pretty(new RunRecord(settings.resolved(), provenance, result.fields())));
    directory.write(directory.report(), Report.of(directory).html());
    return result;
  }

  private Result result(
      Run trained,
      RunDirectory directory,
      Map<String, String> provenance,
      double charactersPerToken) {
    Map<String, Double> metrics = trained.metrics();
    Unit unit = Unit.of(trained.recipe().architecture());
    String headline = unit == Unit.TOKENS ? "perplexity" : "accuracy";
    double reached = metrics.getOrDefault(headline, Double.NaN);
    Result.Builder result =
        Result.of(name())
            .field("run", directory.path().toString())
            .field("model", directory.model().toString())
            .field("dataset-version", Long.valueOf(provenance.getOrDefault("dataset-version", "0")))
            .field("epochs", trained.epochs().size())
            .field("examples", trained.examples())
            .field(headline, reached)
            .field("valid-loss", metrics.getOrDefault("loss", Double.NaN))
            .field("seconds", trained.seconds())
            .field("examples-per-second", trained.examplesPerSecond())
            .field("parameters-sha256", trained.parametersSha256())
            .field("rounds", trained.rounds().size())
            .field("skipped-steps", trained.skipped())
            .field("wall-time", trained.wallTime());
    if (unit == Unit.TOKENS && charactersPerToken > 0) {
      double bits = Perplexity.bits(metrics.getOrDefault("loss", Double.NaN)) / charactersPerToken;
      result
          .field("bits-per-character", bits)
          .line(String.format(Locale.ROOT, "Valid bits per character: %.4f", bits));
    }
    if (!trained.augmented().reason().isEmpty()) {
      result.line("Augmented in plain Java after a device failed: " + trained.augmented().reason());
    }
    if (trained.skipped() > 0) {
      result.line("Steps skipped because of an overflow: " + trained.skipped());
    }
    if (!trained.ending().reason().isEmpty()) {
      result.line("Ended early: " + trained.ending().reason());
    }
    return result
        .line(
            String.format(
                Locale.ROOT,
                "Trained %d epochs in %s, %.0f %s/s",
                trained.epochs().size(),
                Progress.clock(trained.seconds()),
                trained.examplesPerSecond(),
                unit.text()))
        .line(String.format(Locale.ROOT, "Valid %s: %.4f", headline, reached))
        .line("Model:  " + directory.model())
        .line("Report: " + directory.report().toAbsolutePath().toUri())
        .build();
  }
}
