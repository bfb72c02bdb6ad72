package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.NumberFacts;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts.SplitFacts;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.DeployedLanguageModel;
import dev.kindling.train.cluster.DeployedModel;
import dev.kindling.train.cluster.Ensemble;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Perplexity;
import dev.kindling.train.text.AwdLstm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling evaluate}: what a model is worth on a split of a prepared dataset. */
@Command(
    name = "evaluate",
    description = "Evaluate a model on a split of a prepared dataset.",
    footer = {
      "",
      "Of several models, each alone and the average of their probabilities.",
      "",
      "Example:",
      "  bin/kindling evaluate --model runs/quickstart/model.kindling --path datasets/quickstart"
    })
public final class EvaluateVerb implements Verb {
  private static final String MODEL = "evaluate.model";

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Same as evaluate.model; may be repeated.")
  private List<String> models = new ArrayList<>();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Option(names = "--split", paramLabel = "NAME", description = "Same as evaluate.split.")
  private Optional<String> split = Optional.empty();

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>(Overrides.each("evaluate.model", models));
    overrides.addAll(Overrides.of("data.path", path, "evaluate.split", split));
    return overrides;
  }

  @Override
  public void check(Settings settings) {
    settings.data().requiredPath();
    files(settings);
  }

  private static List<Path> files(Settings settings) {
    return Models.files(settings.evaluate().models(), settings, MODEL);
  }

  @Override
  public List<String> plan(Job job) {
    PreparedDataset dataset =
        PreparedDataset.open(job.spark(), job.settings().data().requiredPath());
    Split part = job.settings().evaluate().split();
    return List.of(
        "Evaluate %s on %d items, %s of %s"
            .formatted(
                Models.shown(files(job.settings())),
                dataset.manifest().count(part),
                part.text(),
                dataset));
  }

  @Override
  public Result run(Job job) {
    Settings settings = job.settings();
    List<Path> files = files(settings);
    PreparedDataset dataset = PreparedDataset.open(job.spark(), settings.data().requiredPath());
    if (files.size() > 1) {
      return together(files, dataset, settings);
    }
    Path file = files.get(0);
    ModelArchive archive = Models.read(file);
    if (archive.card().architecture().equals(AwdLstm.NAME)) {
      return result(file, dataset, settings.evaluate().split(), read(archive, dataset, settings));
    }
    Evaluation evaluation =
        DeployedModel.of(archive, settings.train().engine())
            .evaluate(
                dataset,
                settings.evaluate().split(),
                Models.scoring(archive, 0),
                settings.train().workers(),
                settings.train().batchSize());
    return result(file.toString(), dataset, settings.evaluate().split(), evaluation);
  }

  private Result together(List<Path> files, PreparedDataset dataset, Settings settings) {
    Split part = settings.evaluate().split();
    Ensemble.Worth worth =
        Models.ensemble(files, settings, MODEL)
            .evaluate(
                dataset,
                part,
                Models.scoring(Models.read(files.get(0)), 0),
                settings.train().workers(),
                settings.train().batchSize());
    Result.Builder result = Result.of(name());
    List<Map<String, Object>> members = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Result alone = result(files.get(i).toString(), dataset, part, worth.members().get(i));
      alone.summary().forEach(result::line);
      members.add(alone.fields());
    }
    Result all = result(Models.shown(files), dataset, part, worth.ensemble());
    all.summary().forEach(result::line);
    all.fields().forEach(result::field);
    return result.field("members", members).build();
  }

  private static Perplexity read(ModelArchive archive, PreparedDataset dataset, Settings settings) {
    return DeployedLanguageModel.of(archive, settings.train().engine())
        .evaluate(
            dataset,
            settings.evaluate().split(),
            settings.train().workers(),
            settings.train().batchSize(),
            settings.train().text().bptt());
  }

  private Result result(Path file, PreparedDataset dataset, Split part, Perplexity read) {
    SplitFacts facts = dataset.manifest().text().of(part);
    double charactersPerToken = facts.charactersPerToken();
    Result.Builder result =
        Result.of(name())
            .field("model", file.toString())
            .field("dataset-version", dataset.version())
            .field("split", part.text())
            .field("examples", read.tokens())
            .field("perplexity", read.value())
            .field("loss", read.loss())
            .field("accuracy", read.accuracy())
            .line(
                "%s on %d tokens, %s of %s"
                    .formatted(file, read.tokens(), part.text(), dataset.path()))
            .line(
                String.format(
                    Locale.ROOT,
                    "perplexity: %.2f, loss: %.4f, accuracy: %.4f",
                    read.value(),
                    read.loss(),
                    read.accuracy()));
    if (charactersPerToken > 0) {
      double bits = read.bitsPerCharacter(charactersPerToken);
      result
          .field("bits-per-character", bits)
          .line(
              String.format(
                  Locale.ROOT,
                  "bits per character: %.4f (%.2f Unicode code points of the original texts per"
                      + " token)",
                  bits,
                  charactersPerToken));
    }
    if (facts.words() > 0 && facts.words() < facts.tokens()) {
      double perWord = read.perWord(facts.wordsPerToken());
      result
          .field("perplexity-per-word", perWord)
          .line(
              String.format(
                  Locale.ROOT,
                  "perplexity of a word: %.2f (%.3f sub-words per word)",
                  perWord,
                  1 / facts.wordsPerToken()));
    }
    return result.build();
  }

  private Result result(String model, PreparedDataset dataset, Split part, Evaluation evaluation) {
    Result.Builder result =
        Result.of(name())
            .field("model", model)
            .field("dataset-version", dataset.version())
            .field("split", part.text())
            .field("examples", evaluation.examples())
            .line(
                "%s on %d items, %s of %s"
                    .formatted(model, evaluation.examples(), part.text(), dataset.path()));
    evaluation
        .metrics()
        .forEach(
            (metric, sum) ->
                result
                    .field(metric, sum.mean())
                    .line(String.format(Locale.ROOT, "%s: %.4f", metric, sum.mean())));
    NumberFacts numbers = dataset.manifest().target().numbers().get(part.text());
    if (numbers != null) {
      describe(evaluation.metric("mean-squared-error"), numbers, result);
    }
    return result.build();
  }

  /** R² compares with telling the mean of the split for every item; it has none if all are one. */
  private static void describe(double squared, NumberFacts numbers, Result.Builder result) {
    double root = Math.sqrt(squared);
    result
        .field("root-mean-squared-error", root)
        .line(String.format(Locale.ROOT, "root-mean-squared-error: %.4f", root));
    if (numbers.std() > 0) {
      double explained = 1 - squared / (numbers.std() * numbers.std());
      result.field("r2", explained).line(String.format(Locale.ROOT, "r2: %.4f", explained));
    }
  }
}
