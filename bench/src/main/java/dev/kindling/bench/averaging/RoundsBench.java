package dev.kindling.bench.averaging;

import dev.kindling.bench.prepare.Scratch;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.cluster.Fit;
import dev.kindling.train.cluster.Forecast;
import dev.kindling.train.cluster.Strategy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench rounds}: whether anything grows over many rounds. */
@Command(
    name = "rounds",
    description = "Many rounds, and what driver and executors hold on the way.",
    mixinStandardHelpOptions = true)
public final class RoundsBench implements Callable<Integer> {
  @Option(
      names = "--parameters",
      defaultValue = "100000",
      description = "float32 numbers of the model (${DEFAULT-VALUE}).")
  private int parameters;

  @Option(
      names = "--workers",
      defaultValue = "2",
      description = "Logical workers, and executors of one core (${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--rounds", defaultValue = "500", description = "Of them (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--every",
      defaultValue = "100",
      description = "Rounds between two looks (${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--exchange",
      defaultValue = "slices",
      description = "slices or reduce (${DEFAULT-VALUE}).")
  private String exchange = "";

  @Option(
      names = "--compression",
      defaultValue = "none",
      description = "none, fp16 or int8 (${DEFAULT-VALUE}).")
  private String compression = "";

  @Option(
      names = "--master",
      defaultValue = "",
      description = "Spark's master; without it this process starts its executors.")
  private String master = "";

  @Override
  public Integer call() throws IOException {
    FlatModel model = new FlatModel(parameters);
    Strategy.ParameterAveraging way =
        Strategy.parameterAveraging(workers, 1)
            .exchange(Exchange.of(exchange))
            .compression(Compression.of(compression));
    long memory = Forecast.of(way, model.layout(), 0).worker();
    try (Scratch scratch = Scratch.create();
        JavaSparkContext spark =
            Executors.start(master, workers, memory, scratch.folder("spark"))) {
      System.out.printf(
          "%,d parameters, %d workers, %s, %s%n%n", parameters, workers, exchange, compression);
      System.out.println(
          "| after round | RDDs kept | driver: heap MB | RSS MB | blocks | files "
              + "| executors: heap MB | RSS MB | blocks | files |");
      System.out.println("|" + "---:|".repeat(10));
      print("start", spark);
      Fit.of(FlatWorkbench.of(model, rounds), way)
          .listeners(List.of(new Looks(spark)))
          .run(FlatWorkbench.data(spark, workers));
      print("end", spark);
      return 0;
    }
  }

  private final class Looks implements RunListener {
    private final JavaSparkContext spark;

    Looks(JavaSparkContext spark) {
      this.spark = spark;
    }

    @Override
    public void afterRound(Round round) {
      int done = round.round() + 1;
      if (done % every == 0 || done == 1) {
        print(Integer.toString(done), spark);
      }
    }
  }

  private void print(String when, JavaSparkContext spark) {
    Leftovers driver = Leftovers.here();
    Leftovers executors = Leftovers.ofExecutors(spark, workers);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %d | %d | %d | %.1f | %d | %d | %d |%n",
        when,
        spark.getPersistentRDDs().size(),
        driver.heap() / 1e6,
        driver.resident() / 1_000_000,
        driver.blocks(),
        driver.files(),
        executors.heap() / 1e6,
        executors.resident() / 1_000_000,
        executors.blocks(),
        executors.files());
  }
}
