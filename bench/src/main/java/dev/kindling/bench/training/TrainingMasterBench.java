package dev.kindling.bench.training;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Preset;
import dev.kindling.bench.prepare.Scratch;
import dev.kindling.bench.prepare.Sessions;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.Learner;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.XResNet;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.nd4j.linalg.learning.config.Adam;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench training-master}: parameter averaging by DL4J's Spark module, and by us. */
@Command(
    name = "training-master",
    description =
        "Trains one model on the same images with DL4J's ParameterAveragingTrainingMaster and with "
            + "Kindling: time and accuracy of every epoch.",
    mixinStandardHelpOptions = true)
public final class TrainingMasterBench implements Callable<Integer> {
  private static final String PEER = "dev.kindling.bench.dl4jspark.TrainingMasterEpochs";
  private static final Seed SEED = new Seed(1);

  /** DL4J's. */
  private static final double EPSILON = 1e-8;

  @Option(
      names = "--data",
      required = true,
      description = "Folder of train/CLASS/ and val/CLASS/ with JPEGs.")
  private Path data = Path.of("");

  @Option(names = "--size", defaultValue = "32", description = "Pixels (${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--epochs", defaultValue = "3", description = "Of them (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "Images of a worker's step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--workers", defaultValue = "2", description = "K (${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--steps",
      defaultValue = "8",
      description = "Between two averagings (${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--rate", defaultValue = "0.001", description = "Of Adam (${DEFAULT-VALUE}).")
  private double rate;

  /** An epoch: seconds of training, and accuracy on valid after it. */
  private record EpochResult(double seconds, double accuracy) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    String peer = System.getProperty("kindling.bench.dl4j-spark", "");
    try (Scratch scratch = Scratch.create()) {
      Path folder = scratch.folder("peer");
      List<List<EpochResult>> ours = new ArrayList<>();
      try (SparkSession spark = Sessions.local(workers, scratch.folder("spark"))) {
        PreparedDataset dataset = prepared(spark, scratch.folder("table").resolve("table"));
        XResNet model = XResNet.xresnet18(dataset.manifest().vocab().size());
        Dl4jGraph.of(model, size, model.classes(), SEED, new Adam(rate))
            .save(folder.resolve("graph.zip").toFile());
        Pixels.write(dataset, size, folder);
        System.out.printf(
            Locale.ROOT,
            "%s, %s of %d pixels; %s, %d workers, batches of %d, averaged every %d steps, Adam %s%n",
            data.getFileName(),
            dataset.manifest().counts(),
            size,
            model.name(),
            workers,
            batch,
            steps,
            rate);
        for (EngineChoice engine :
            List.of(EngineChoice.named("onednn"), EngineChoice.named("nd4j"))) {
          ours.add(ours(dataset, model, engine));
        }
      }
      print("Kindling, oneDNN engine", ours.get(0));
      print("Kindling, nd4j engine", ours.get(1));
      print("ParameterAveragingTrainingMaster", peer(peer, folder));
      return 0;
    }
  }

  private PreparedDataset prepared(SparkSession spark, Path table) {
    return Scan.images(spark, data.toString())
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "val"))
        .process(Images.decode().presize(size), Targets.categories())
        .write(table.toString());
  }

  private List<EpochResult> ours(PreparedDataset dataset, XResNet model, EngineChoice engine) {
    EpochTimes times = new EpochTimes();
    Learner.of(model)
        .imageSize(size)
        .optimizer(Optimizer.adam().epsilon(EPSILON))
        .metrics(Metric.accuracy())
        .batchSize(batch)
        .epochs(epochs)
        .schedule(FitSchedule.constant(rate))
        .seed(SEED)
        .engine(engine)
        .on(Strategy.parameterAveraging(workers, steps))
        .augment(Augmentations.of(Preset.NONE))
        .listeners(times)
        .fit(dataset);
    return times.epochs;
  }

  /** Adds up the rounds of every epoch. */
  private static final class EpochTimes implements RunListener {
    private final List<EpochResult> epochs = new ArrayList<>();
    private double seconds;

    @Override
    public void afterRound(Round round) {
      seconds += round.seconds();
    }

    @Override
    public void afterEpoch(Epoch epoch) {
      double accuracy = requireNonNull(epoch.valid().get("accuracy")).mean();
      epochs.add(new EpochResult(seconds, accuracy));
      seconds = 0;
    }
  }

  private List<EpochResult> peer(String classPath, Path folder)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", classPath, PEER, folder.toString()));
    for (int argument : new int[] {epochs, batch, workers, steps}) {
      command.add(Integer.toString(argument));
    }
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("peer.log").toFile()).start();
    List<EpochResult> epochsDone = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      for (String line : (Iterable<String>) lines.lines()::iterator) {
        String[] words = line.split(" ");
        if (words.length == 3) {
          epochsDone.add(
              new EpochResult(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
        }
      }
    }
    if (process.waitFor() != 0 || epochsDone.size() != epochs) {
      throw new IllegalStateException(
          "The peer gave %d of %d epochs and ended with %d:%n%s"
              .formatted(
                  epochsDone.size(),
                  epochs,
                  process.exitValue(),
                  Files.readString(folder.resolve("peer.log"))));
    }
    return epochsDone;
  }

  private static void print(String name, List<EpochResult> epochs) {
    System.out.printf("%-34s", name);
    epochs.forEach(
        epoch -> System.out.printf(Locale.ROOT, "%8.1f s %.4f", epoch.seconds(), epoch.accuracy()));
    System.out.println();
  }
}
