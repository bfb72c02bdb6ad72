package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NearDuplicateFacts;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.report.Inspection;
import dev.kindling.jobs.report.TextInspection;
import dev.kindling.jobs.run.LocalFiles;
import dev.kindling.jobs.settings.Redaction;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling inspect}: shows a prepared dataset as training would see it. */
@Command(
    name = "inspect",
    description = "Show a prepared dataset as training would see it; writes an HTML page.",
    footer = {
      "",
      "The page has an augmented batch, one item step by step from its bytes to the model, the"
          + " same",
      "item in 16 epochs and under every transform alone, images mixed with one another, what was"
          + " measured",
      "of the images with the outliers, what is in quarantine, and near duplicates with their splits"
          + " and",
      "labels. Of texts, it has documents as tokens, the most frequent tokens, and what there is of"
          + " each",
      "split.",
      "",
      "Example:",
      "  bin/kindling prepare --source examples/fashion-mnist --path datasets/fashion",
      "  bin/kindling inspect --path datasets/fashion --output fashion.html --set data.size=32"
    })
public final class InspectVerb implements Verb {
  private static final String OUTPUT = "inspect.output";

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Option(names = "--item", paramLabel = "KEY", description = "Same as inspect.item.")
  private Optional<String> item = Optional.empty();

  @Option(names = "--output", paramLabel = "FILE", description = "Same as inspect.output.")
  private Optional<String> output = Optional.empty();

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    List<String> overrides = new ArrayList<>(Overrides.of("data.path", path, OUTPUT, output));
    overrides.addAll(Overrides.of("inspect.item", item));
    return overrides;
  }

  @Override
  public void check(Settings settings) {
    settings.data().requiredPath();
    if (Files.isDirectory(file(settings))) {
      throw new SettingsException(
          "%s names a file, but %s is a folder".formatted(OUTPUT, file(settings)));
    }
  }

  private static Path file(Settings settings) {
    return LocalFiles.at(settings.inspect().output(), OUTPUT);
  }

  @Override
  public List<String> plan(Job job) {
    return List.of(
        "Look at " + PreparedDataset.open(job.spark(), job.settings().data().requiredPath()),
        "Write " + file(job.settings()).toUri());
  }

  @Override
  public Result run(Job job) {
    long start = System.nanoTime();
    Settings settings = job.settings();
    PreparedDataset dataset = PreparedDataset.open(job.spark(), settings.data().requiredPath());
    if (dataset.kind() == Kind.TEXT) {
      return texts(dataset, settings, start);
    }
    Looks looks = Looks.of(dataset, settings);
    ShownImages batch = ShownImages.of(dataset);
    StoredItem followed =
        StoredItem.of(
            dataset, settings.inspect().item().orElseGet(() -> batch.images().keys().get(0)));
    List<Inspection.Step> steps = new ItemSteps(followed, looks).steps();
    Inspection page =
        new Inspection(
            Redaction.redacted("path", dataset.path()),
            facts(dataset, settings),
            looks.batch(batch),
            followed.picture(),
            steps,
            looks.variations(batch, followed.alone()),
            NearLook.of(dataset),
            dataset.manifest().labels(),
            dataset.manifest().quality(),
            OutlierLook.of(dataset),
            dataset.manifest().quarantined(),
            QuarantineLook.of(dataset));
    Path file = file(settings);
    LocalFiles.write(file, page.html());
    return result(dataset, followed, steps, file, (System.nanoTime() - start) / 1e9);
  }

  private Result texts(PreparedDataset dataset, Settings settings, long start) {
    TextInspection page = TextLook.of(dataset, settings.inspect().item());
    Path file = file(settings);
    LocalFiles.write(file, page.html());
    return Result.of(name())
        .field("dataset", Redaction.redacted("path", dataset.path()))
        .field("dataset-version", dataset.version())
        .field("item", page.documents().get(0).key())
        .field("output", file.toUri().toString())
        .field("seconds", (System.nanoTime() - start) / 1e9)
        .line("Page: " + file.toUri())
        .build();
  }

  private static Map<String, String> facts(PreparedDataset dataset, Settings settings) {
    Manifest manifest = dataset.manifest();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", Long.toString(dataset.version()));
    facts.put("train", Long.toString(manifest.count(Split.TRAIN)));
    facts.put("valid", Long.toString(manifest.count(Split.VALID)));
    if (manifest.count(Split.TEST) > 0) {
      facts.put("test", Long.toString(manifest.count(Split.TEST)));
    }
    facts.put("skipped", counts(manifest.skipped()));
    facts.put("in quarantine", counts(manifest.quarantined()));
    facts.put("exact duplicates", ExactLook.fact(manifest));
    TargetLook.describe(manifest, facts);
    NearDuplicateFacts near = manifest.nearDuplicates();
    if (near.policy() != NearDuplicates.IGNORE) {
      facts.put(
          "near duplicates",
          "%d pictures in %d clusters, %d clusters with different labels"
              .formatted(near.items(), near.clusters(), near.conflicting()));
      facts.put("valid and test with one in train", Long.toString(near.leaks()));
    }
    facts.put("mean of red, green, blue in train", ItemSteps.numbers(manifest.mean()));
    facts.put("deviation", ItemSteps.numbers(manifest.std()));
    facts.put("size", "%1$d x %1$d pixels".formatted(settings.data().size()));
    facts.put("augmentation", settings.augment().augmentations().preset().text());
    facts.put("seed", Long.toString(settings.seed().value()));
    return facts;
  }

  private static String counts(Map<String, Long> byReason) {
    long all = byReason.values().stream().mapToLong(Long::longValue).sum();
    return all == 0 ? "0" : all + " " + byReason;
  }

  private Result result(
      PreparedDataset dataset,
      StoredItem followed,
      List<Inspection.Step> steps,
      Path file,
      double seconds) {
    Result.Builder result =
        Result.of(name())
            .field("dataset", Redaction.redacted("path", dataset.path()))
            .field("dataset-version", dataset.version())
            .field("item", followed.key())
            .field("output", file.toUri().toString())
            .field("seconds", seconds);
    steps.forEach(
        step -> result.line("%-26s %s  %s".formatted(step.name(), step.found(), step.time())));
    return result.line("Page: " + file.toUri()).build();
  }
}
