package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_arrays;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.Scan;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.jobs.settings.DataSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.cluster.Ensemble;
import dev.kindling.train.model.LabelsTarget;
import dev.kindling.train.model.NumberTarget;
import dev.kindling.train.model.TargetSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling predict}: what a model says of every image or text in a folder. */
@Command(
    name = "predict",
    description = "Predict every image or text in a folder; writes JSON lines.",
    footer = {
      "",
      "Every item gets a line with key, prediction and probabilities, or the reason why not.",
      "The probabilities of several models are averaged.",
      "",
      "Example:",
      "  bin/kindling predict --model runs/quickstart/model.kindling \\",
      "    --source examples/fashion-mnist/valid --output predictions"
    })
public final class PredictVerb implements Verb {
  private static final String MODEL = "predict.model";

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Same as predict.model; may be repeated.")
  private List<String> models = new ArrayList<>();

  @Option(names = "--source", paramLabel = "URI", description = "Same as predict.source.")
  private Optional<String> source = Optional.empty();

  @Option(names = "--output", paramLabel = "URI", description = "Same as predict.output.")
  private Optional<String> output = Optional.empty();

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>(Overrides.each("predict.model", models));
    overrides.addAll(Overrides.of("predict.source", source, "predict.output", output));
    return overrides;
  }

  @Override
  public void check(Settings settings) {
    settings.predict().requiredSource();
    settings.predict().requiredOutput();
    files(settings);
  }

  private static List<Path> files(Settings settings) {
    return Models.files(settings.predict().models(), settings, MODEL);
  }

  @Override
  public List<String> plan(Job job) {
    return List.of(
        "Predict the items in %s with %s"
            .formatted(
                job.settings().predict().requiredSource(), Models.shown(files(job.settings()))),
        "Write JSON lines to " + job.settings().predict().requiredOutput());
  }

  @Override
  public Result run(Job job) {
    long start = System.nanoTime();
    Settings settings = job.settings();
    String target = settings.predict().requiredOutput();
    Ensemble deployed = Models.ensemble(files(settings), settings, MODEL);
    DataSettings.Limits limits = settings.data().limits();
    String source = settings.predict().requiredSource();
    Dataset<Row> items =
        (deployed.takesTexts() ? Scan.texts(job.spark(), source) : Scan.images(job.spark(), source))
            .contents(limits.maxBytes());
    deployed
        .predict(items, limits(limits), settings.train().batchSize())
        .withColumn("probabilities", named(deployed))
        .withColumn("prediction", said(deployed.target()))
        .write()
        .mode(SaveMode.Overwrite)
        .json(target);
    return result(job.spark(), settings, (System.nanoTime() - start) / 1e9);
  }

  /** A category as text, labels as a list, a number as a number. */
  private static Column said(TargetSpec target) {
    Column text = col("prediction");
    if (target instanceof LabelsTarget labels) {
      Column list = split(text, Pattern.quote(labels.separator()));
      return when(text.equalTo(""), array().cast("array<string>")).otherwise(list);
    }
    return target instanceof NumberTarget ? text.cast("double") : text;
  }

  private static Column named(Ensemble deployed) {
    List<String> vocab = deployed.vocab();
    if (deployed.target() instanceof NumberTarget) {
      return col("probabilities");
    }
    Column names = array(vocab.stream().map(name -> lit(name)).toArray(Column[]::new));
    return map_from_arrays(names, col("probabilities"));
  }

  private static DecodeLimits limits(DataSettings.Limits limits) {
    return new DecodeLimits(
        limits.maxBytes(), limits.maxPixels(), Duration.ofSeconds(limits.timeoutSeconds()));
  }

  private Result result(SparkSession spark, Settings settings, double seconds) {
    String target = settings.predict().requiredOutput();
    Row counts =
        spark
            .read()
            .schema("key string, reason string")
            .json(target)
            .agg(count(lit(1)), count("reason"))
            .head();
    return Result.of(name())
        .field("model", Models.shown(files(settings)))
        .field("items", counts.getLong(0))
        .field("output", target)
        .field("seconds", seconds)
        .line(
            "Predicted %d items, %d of them could not be read, into %s"
                .formatted(counts.getLong(0), counts.getLong(1), target))
        .build();
  }
}
