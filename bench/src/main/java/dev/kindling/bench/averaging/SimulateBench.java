package dev.kindling.bench.averaging;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.cluster.Forecast;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.scaling.ClusterFigures;
import dev.kindling.train.scaling.EpochTime;
import dev.kindling.train.scaling.EpochWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench simulate}: an epoch's time on clusters that are not at hand. */
@Command(
    name = "simulate",
    description = "Predicts an epoch's time and efficiency by workers; docs/scaling.md explains.",
    mixinStandardHelpOptions = true)
public final class SimulateBench implements Callable<Integer> {
  @Option(
      names = "--examples",
      defaultValue = "1281167",
      description = "Of an epoch; ImageNet's by default (${DEFAULT-VALUE}).")
  private long examples;

  @Option(
      names = "--batch-size",
      defaultValue = "32",
      description = "Of a worker (${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--step-seconds",
      defaultValue = "0.5",
      description = "Of a worker with cores of its own (${DEFAULT-VALUE}).")
  private double stepSeconds;

  @Option(
      names = "--jitter",
      defaultValue = "0.05",
      description = "Standard deviation of a step's time over its mean (${DEFAULT-VALUE}).")
  private double jitter;

  @Option(
      names = "--parameters",
      defaultValue = "25000000",
      description = "float32 numbers of the model (${DEFAULT-VALUE}).")
  private int parameters;

  @Option(
      names = "--optimizer-vectors",
      defaultValue = "0",
      description = "That are averaged too: 0 where reset or kept, 2 for Adam (${DEFAULT-VALUE}).")
  private int optimizerVectors;

  @Option(
      names = "--gigabits",
      defaultValue = "10",
      description = "Per second of each machine's link (${DEFAULT-VALUE}).")
  private double gigabits;

  @Option(
      names = "--latency",
      defaultValue = "0.0002",
      description = "Seconds until an answer begins (${DEFAULT-VALUE}).")
  private double latency;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description =
          "Of processors, in rounds, over those that docs/measurements.md was made on"
              + " (${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--one-machine",
      paramLabel = "CORES",
      description = "All workers on one machine of so many cores, without a network.")
  private Optional<Integer> cores = Optional.empty();

  @Option(
      names = "--workers",
      split = ",",
      defaultValue = "2,4,8,16,32,64,128,256,512,1024",
      description = "Of them (${DEFAULT-VALUE}).")
  private List<Integer> workers = List.of();

  @Option(
      names = "--steps-per-round",
      split = ",",
      defaultValue = "1,8,32,128",
      description = "Of them (${DEFAULT-VALUE}).")
  private List<Integer> stepsPerRound = List.of();

  @Option(
      names = "--exchange",
      split = ",",
      defaultValue = "slices,reduce",
      description = "Of them (${DEFAULT-VALUE}).")
  private List<String> exchanges = List.of();

  @Option(
      names = "--compression",
      split = ",",
      defaultValue = "none,fp16,int8",
      description = "Of them (${DEFAULT-VALUE}).")
  private List<String> compressions = List.of();

  @Option(names = "--picture", paramLabel = "PNG", description = "Draws efficiency by workers.")
  private Optional<Path> picture = Optional.empty();

  /** A way of averaging. */
  record Way(Exchange exchange, Compression compression, int stepsPerRound) {
    /** For a table. */
    String row() {
      return "| %s | %s | %d |".formatted(exchange.text(), compression.text(), stepsPerRound);
    }
  }

  @Override
  public Integer call() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%,d examples in batches of %d, %.3f s a step, jitter %.2f: %.0f s alone; %,d parameters, %d averaged vectors of the optimizer; %s%n%n",
        examples,
        batchSize,
        stepSeconds,
        jitter,
        work().alone(),
        parameters,
        optimizerVectors,
        cores
            .map(count -> "one machine of %d cores".formatted(count))
            .orElse("links of %s Gbit/s, %s s".formatted(gigabits, latency)));
    System.out.println(
        "| exchange | compression | H |"
            + workers.stream().map(" %d |"::formatted).collect(Collectors.joining()));
    System.out.println("|---|---|---:|" + "---:|".repeat(workers.size()));
    for (String exchange : exchanges) {
      for (String compression : compressions) {
        for (int steps : stepsPerRound) {
          print(new Way(Exchange.of(exchange), Compression.of(compression), steps));
        }
      }
    }
    if (picture.isPresent()) {
      new ScalingPicture(workers, (way, count) -> predicted(way, count).efficiency())
          .write(picture.get());
    }
    return 0;
  }

  private void print(Way way) {
    System.out.println(
        way.row()
            + workers.stream()
                .map(count -> cell(predicted(way, count)))
                .collect(Collectors.joining()));
  }

  private static String cell(EpochTime time) {
    return String.format(
        Locale.ROOT, " %.4g s, %.0f %% |", time.seconds(), 100 * time.efficiency());
  }

  private EpochWork work() {
    return new EpochWork(examples, batchSize, stepSeconds, jitter);
  }

  private EpochTime predicted(Way way, int count) {
    Forecast forecast =
        Forecast.of(
            Strategy.parameterAveraging(count, way.stepsPerRound())
                .exchange(way.exchange())
                .compression(way.compression()),
            new FlatModel(parameters).layout(),
            optimizerVectors);
    ClusterFigures cluster =
        cores
            .map(ClusterFigures::oneMachine)
            .orElseGet(() -> ClusterFigures.network(gigabits, latency));
    Exchange taken = forecast.slices() > 0 ? Exchange.SLICES : Exchange.REDUCE;
    return EpochTime.of(
        work(),
        count,
        way.stepsPerRound(),
        forecast,
        Measured.figures(taken, way.compression()).faster(speed),
        cluster);
  }
}
