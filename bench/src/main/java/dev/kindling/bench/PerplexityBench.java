package dev.kindling.bench;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.ShardWriter;
import dev.kindling.datablock.shard.TokenContent;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.train.Learner;
import dev.kindling.train.callback.ClipGradient;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.evaluate.Perplexity;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TrainingLoop;
import dev.kindling.train.loop.WindowSource;
import dev.kindling.train.optim.Adam;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.Schedule;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Dropouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench perplexity}: how good a language model is after so many tokens, by a recipe that
 * other programs can repeat: tokens between spaces, a sign at the end of every line, all types of
 * both files, the beginning of train in file order, one cycle over exactly that, 32 rows, 70 steps.
 */
@Command(
    name = "perplexity",
    description = "Trains AWD-LSTM on the beginning of a corpus; perplexity of all of valid.txt.",
    mixinStandardHelpOptions = true)
final class PerplexityBench implements Callable<Integer> {
  private static final int ROWS = 32;
  private static final int BPTT = 70;
  private static final String LINE_END = "<eos>";

  @Option(names = "--data", required = true, description = "Folder with train.txt and valid.txt.")
  private Path data = Path.of(".");

  @Option(names = "--embedding", defaultValue = "300", description = "${DEFAULT-VALUE}")
  private int embedding;

  @Option(names = "--hidden", defaultValue = "300", description = "${DEFAULT-VALUE}")
  private int hidden;

  @Option(names = "--layers", defaultValue = "2", description = "${DEFAULT-VALUE}")
  private int layers;

  @Option(names = "--windows", defaultValue = "267", description = "Steps (${DEFAULT-VALUE}).")
  private int windows;

  @Option(names = "--parts", defaultValue = "5", description = "Validations (${DEFAULT-VALUE}).")
  private int parts;

  @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16.")
  private String precision = "fp32";

  @Option(names = "--seed", defaultValue = "1", description = "${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--two-biases",
      description = "LSTMs as PyTorch has them: two bias vectors, which learn the same.")
  private boolean twoBiases;

  private final Map<String, Integer> vocab = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    int[] train = ids("train.txt");
    int[] valid = ids("valid.txt");
    Path folder = Files.createTempDirectory("kindling-perplexity");
    try (Shard learned =
            shard(folder.resolve("train"), Arrays.copyOf(train, windows * BPTT * ROWS + 1));
        Shard held = shard(folder.resolve("valid"), valid)) {
      run(learned, held);
    }
    return 0;
  }

  private int[] ids(String file) throws IOException {
    return Tokenizer.whitespace(LINE_END).tokens(Files.readString(data.resolve(file))).stream()
        .mapToInt(token -> vocab.computeIfAbsent(token, any -> vocab.size()))
        .toArray();
  }

  private static Shard shard(Path file, int[] tokens) throws IOException {
    try (ShardWriter writer = ShardWriter.create(file)) {
      writer.add(new ShardRecord("text", -1, TokenContent.of(tokens)));
      return Shard.open(writer.finish());
    }
  }

  private Recipe recipe(AwdLstm model) {
    Schedule rate = Schedule.cycle(0.3, 2e-4, 5e-3, 5e-8);
    Schedule momentum = Schedule.cycle(0.3, 0.8, 0.7, 0.8);
    Adam adam = Optimizer.adam().squareMomentum(0.99).epsilon(1e-5).weightDecay(0.01);
    return Learner.of(model)
        .batchSize(ROWS)
        .epochs(1)
        .metrics()
        .seed(new Seed(seed))
        .callbacks(new ClipGradient(0.1))
        .optimizer(twoBiases ? adam.groups(new TwoBiases.Groups()) : adam)
        .schedule(twoBiases ? TwoBiases.schedule(rate, momentum) : FitSchedule.of(rate, momentum))
        .engine(EngineChoice.ANY.precision(precision))
        .recipe();
  }

  private void run(Shard learned, Shard held) {
    AwdLstm model =
        AwdLstm.of(vocab.size(), embedding, hidden, layers)
            .dropouts(Dropouts.LANGUAGE_MODEL.scaled(0.5));
    Recipe recipe = recipe(model);
    BatchSource source = new WindowSource(learned, ROWS, BPTT, Optional.empty());
    System.out.printf(
        Locale.ROOT,
        "%,d types, %,d parameters%n%n| tokens | valid perplexity | accuracy | tokens/s |%n|---:|---:|---:|---:|%n",
        vocab.size(),
        model.layout().size());
    try (LanguageEngine engine = (LanguageEngine) recipe.engineSpec().open()) {
      float[] parameters = model.initialParameters(engine.layout(), recipe.seed());
      if (twoBiases) {
        TwoBiases.add(parameters, engine.layout(), model, new Seed(-seed));
      }
      engine.parameters().put(parameters);
      TrainingLoop loop =
          new TrainingLoop(recipe, engine, recipe.optimizer().start(engine.layout()));
      for (int part = 0; part < parts; part++) {
        int from = windows * part / parts;
        int to = windows * (part + 1) / parts;
        long start = System.nanoTime();
        loop.train(source, new Stretch(0, from, to, windows));
        double seconds = (System.nanoTime() - start) / 1e9;
        Perplexity valid = valid(engine, held);
        System.out.printf(
            Locale.ROOT,
            "| %,d | %.1f | %.4f | %.0f |%n",
            to * BPTT * ROWS,
            valid.value(),
            valid.accuracy(),
            (to - from) * BPTT * ROWS / seconds);
      }
    }
  }

  /** Of all of it; what the engine remembered of train is put back. */
  private static Perplexity valid(LanguageEngine engine, Shard held) {
    float[] memory = engine.state();
    engine.state(new float[0]);
    WindowSource source = WindowSource.asStored(held, ROWS, BPTT);
    Perplexity read = Perplexity.NONE;
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        read = read.plus(Perplexity.of(engine.evaluate(feed.next().texts())));
      }
    }
    engine.state(memory);
    return read;
  }
}
