package dev.kindling.jobs.verb;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.jobs.settings.GenerateSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.cluster.DeployedLanguageModel;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.text.Direction;
import dev.kindling.train.text.Generator;
import dev.kindling.train.text.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling generate}: what a language model writes on. */
@Command(
    name = "generate",
    description = "Let a language model write on where a text ends: a look at what it learned.",
    footer = {
      "",
      "Example:",
      "  bin/kindling generate --model runs/text/model.kindling --prompt \"It was a dark\""
    })
public final class GenerateVerb implements Verb {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--model", paramLabel = "FILE", description = "Same as generate.model.")
  private Optional<String> model = Optional.empty();

  @Option(names = "--prompt", paramLabel = "TEXT", description = "Same as generate.prompt.")
  private Optional<String> prompt = Optional.empty();

  @Override
  public String name() {
    return "generate";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    return Overrides.of("generate.model", model, "generate.prompt", prompt);
  }

  @Override
  public void check(Settings settings) {
    file(settings);
  }

  private static Path file(Settings settings) {
    return Models.languageModel(settings.generate().model(), settings, "generate.model");
  }

  @Override
  public List<String> plan(Job job) {
    GenerateSettings generate = job.settings().generate();
    return List.of(
        "Write %d texts of %d tokens with %s"
            .formatted(generate.texts(), generate.tokens(), file(job.settings())));
  }

  @Override
  public Result run(Job job) {
    Settings settings = job.settings();
    ModelArchive archive = Models.read(file(settings));
    List<String> texts = texts(archive, settings);
    Result.Builder result =
        Result.of(name())
            .field("model", file(settings).toString())
            .field("prompt", settings.generate().prompt())
            .field("texts", texts);
    texts.forEach(text -> result.line(text).line(""));
    return result.build();
  }

  /**
   * What the model writes after the prompt, each with another seed; what a model that reads
   * backward writes ends with the prompt.
   */
  static List<String> texts(ModelArchive archive, Settings settings) {
    GenerateSettings generate = settings.generate();
    TextSpec inputs = archive.card().texts();
    TextRules rules = TextRules.of(inputs.rules());
    Vocab vocab = rules.vocab().of(inputs.tokens());
    int[] prompt = inputs.direction().of(prompt(vocab, rules, generate.prompt()));
    List<String> texts = new ArrayList<>();
    try (LanguageEngine engine =
        DeployedLanguageModel.of(archive, settings.train().engine()).open()) {
      Sampling sampling =
          Sampling.PLAIN
              .temperature(generate.temperature())
              .topK(generate.topK())
              .without(Set.of(SpecialToken.UNKNOWN.index(), SpecialToken.PADDING.index()));
      Generator generator = new Generator(engine, sampling);
      Seed seed = settings.seed().derive("generate");
      for (int i = 0; i < generate.texts(); i++) {
        int[] written = generator.after(prompt, generate.tokens(), seed.derive(i));
        texts.add(text(vocab, inputs.direction(), prompt, written));
      }
    }
    return texts;
  }

  /** The prompt's tokens, without the end that the rules may put after it. */
  private static int[] prompt(Vocab vocab, TextRules rules, String text) {
    List<String> tokens = new ArrayList<>(rules.tokens(text));
    tokens.removeIf(token -> token.equals(SpecialToken.END.text()));
    if (tokens.isEmpty()) {
      tokens.add(SpecialToken.BEGINNING.text());
    }
    return vocab.numericalize(tokens);
  }

  /** Words with spaces between; the first token written may go on with the prompt's last word. */
  private static String text(Vocab vocab, Direction direction, int[] prompt, int[] written) {
    int[] all = Arrays.copyOf(prompt, prompt.length + written.length);
    System.arraycopy(written, 0, all, prompt.length, written.length);
    return String.join(" ", vocab.words(direction.of(all)));
  }
}
