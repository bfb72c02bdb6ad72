package dev.kindling.bench.averaging;

import dev.kindling.bench.prepare.Scratch;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.cluster.Fit;
import dev.kindling.train.cluster.Forecast;
import dev.kindling.train.cluster.Strategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench averaging}: the cost of a round beside what it cannot do without. */
@Command(
    name = "averaging",
    description =
        "Rounds of averaging over executors in JVMs of their own, beside a broadcast and a fetch.",
    mixinStandardHelpOptions = true)
public final class AveragingBench implements Callable<Integer> {
  private static final String HEADER =
      "| exchange | compression | sent MB | broadcast s | aggregation s | outer s | **averaging s**"
          + " | broadcast + fetch s | ratio | copy s | heap MB | forecast MB |";

  @Option(
      names = "--parameters",
      defaultValue = "25000000",
      description = "float32 numbers of the model (${DEFAULT-VALUE}).")
  private int parameters;

  @Option(
      names = "--workers",
      defaultValue = "2",
      description = "Logical workers, and executors of one core (${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--rounds", defaultValue = "7", description = "Timed rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmups",
      defaultValue = "3",
      description = "Rounds before (${DEFAULT-VALUE}).")
  private int warmups;

  @Option(
      names = "--turns",
      defaultValue = "1",
      description = "How often all are run, one after the other (${DEFAULT-VALUE}).")
  private int turns;

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

  @Option(
      names = "--master",
      defaultValue = "",
      description = "Spark's master; without it this process starts its executors.")
  private String master = "";

  @Override
  public Integer call() throws IOException {
    List<Strategy.ParameterAveraging> ways = ways();
    FlatModel model = new FlatModel(parameters);
    long memory = ways.stream().mapToLong(way -> forecast(way, model).worker()).max().orElse(0);
    try (Scratch scratch = Scratch.create();
        JavaSparkContext spark = Executors.start(master, workers, memory, scratch.folder("spark"));
        DriverHeap heap = new DriverHeap()) {
      System.out.printf(
          Locale.ROOT,
          "%,d parameters, %.1f MB; %d executors with %d MB of heap; driver with %d MB%n%n%s%n%s%n",
          parameters,
          4.0 * parameters / 1e6,
          workers,
          memory >> 20,
          Runtime.getRuntime().maxMemory() >> 20,
          HEADER,
          "|---|---|" + "---:|".repeat(10));
      Floor floor = new Floor(spark, bytes(model), workers);
      for (int turn = 0; turn < turns; turn++) {
        for (Strategy.ParameterAveraging way : ways) {
          heap.forget();
          Rounds timed = new Rounds(warmups, floor, heap);
          Fit.of(FlatWorkbench.of(model, warmups + rounds), way)
              .listeners(List.of(timed))
              .run(FlatWorkbench.data(spark, workers));
          heap.rest();
          print(way, timed, heap.most(), forecast(way, model));
        }
      }
      return 0;
    }
  }

  private List<Strategy.ParameterAveraging> ways() {
    List<Strategy.ParameterAveraging> ways = new ArrayList<>();
    for (String compression : compressions) {
      for (String exchange : exchanges) {
        ways.add(
            Strategy.parameterAveraging(workers, 1)
                .exchange(Exchange.of(exchange))
                .compression(Compression.of(compression)));
      }
    }
    return ways;
  }

  private static Forecast forecast(Strategy.ParameterAveraging way, FlatModel model) {
    return Forecast.of(way, model.layout(), 0);
  }

  /** The model's first parameters as bytes: as hard to compress as what rounds send. */
  private static byte[] bytes(FlatModel model) {
    byte[] bytes = new byte[Float.BYTES * model.parameters()];
    FlatModel.fill(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer(), 2);
    return bytes;
  }

  private static void print(
      Strategy.ParameterAveraging way, Rounds timed, long heap, Forecast forecast) {
    double averaging = timed.median(RoundCosts::averaging);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.3f | %.3f | %.3f | **%.3f** | %.3f | %.2f | %.3f | %d | %d |%n",
        way.exchange().text(),
        way.compression().text(),
        timed.median(RoundCosts::sentBytes) / 1e6,
        timed.median(RoundCosts::broadcast),
        timed.median(RoundCosts::aggregation),
        timed.median(RoundCosts::outer),
        averaging,
        timed.fetch(),
        averaging / timed.fetch(),
        timed.copy(),
        heap >> 20,
        forecast.driver() >> 20);
  }
}
