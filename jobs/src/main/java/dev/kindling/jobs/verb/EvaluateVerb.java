package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts.SplitFacts;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.DeployedLanguageModel;
import dev.kindling.train.cluster.DeployedModel;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Perplexity;
import dev.kindling.train.text.AwdLstm;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
      "Example:",
      "  bin/kindling evaluate --model runs/quickstart/model.kindling --path datasets/quickstart"
    })
public final class EvaluateVerb implements Verb {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--model", paramLabel = "FILE", description = "Same as evaluate.model.")
  private Optional<String> model = Optional.empty();

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
    return Overrides.of("evaluate.model", model, "data.path", path, "evaluate.split", split);
  }

  @Override
  public void check(Settings settings) {
    settings.data().requiredPath();
    file(settings);
  }

  private static Path file(Settings settings) {
    return Models.file(settings.evaluate().model(), settings, "evaluate.model");
  }

  @Override
  public List<String> plan(Job job) {
    PreparedDataset dataset =
        PreparedDataset.open(job.spark(), job.settings().data().requiredPath());
    Split part = job.settings().evaluate().split();
    return List.of(
        "Evaluate %s on %d items, %s of %s"
            .formatted(file(job.settings()), dataset.manifest().count(part), part.text(), dataset));
  }

  @Override
  public Result run(Job job) {
    Settings settings = job.settings();
    Path file = file(settings);
    ModelArchive archive = Models.read(file);
    PreparedDataset dataset = PreparedDataset.open(job.spark(), settings.data().requiredPath());
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
    return result(file, dataset, settings.evaluate().split(), evaluation);
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
                  "bits per character: %.4f (%.2f Unicode code points of the original texts per token)",
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

  private Result result(Path file, PreparedDataset dataset, Split part, Evaluation evaluation) {
    Result.Builder result =
        Result.of(name())
            .field("model", file.toString())
            .field("dataset-version", dataset.version())
            .field("split", part.text())
            .field("examples", evaluation.examples())
            .line(
                "%s on %d items, %s of %s"
                    .formatted(file, evaluation.examples(), part.text(), dataset.path()));
    evaluation
        .metrics()
        .forEach(
            (metric, sum) ->
                result
                    .field(metric, sum.mean())
                    .line(String.format(Locale.ROOT, "%s: %.4f", metric, sum.mean())));
    return result.build();
  }
}
