package dev.kindling.jobs.verb;

import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.AugmentSettings;
import dev.kindling.jobs.settings.DataSettings;
import dev.kindling.jobs.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling prepare}: scans, labels, splits and checks a folder into a Delta table. */
@Command(
    name = "prepare",
    description = "Scan a folder of images into a prepared dataset.",
    footer = {
      "",
      "Every call commits a new version of the dataset; versions before it stay readable.",
      "",
      "Example:",
      "  bin/kindling prepare --source examples/fashion-mnist --path datasets/fashion"
    })
public final class PrepareVerb implements Verb {
  private static final Logger LOG = LoggerFactory.getLogger(PrepareVerb.class);

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--source", paramLabel = "URI", description = "The folder; same as data.source.")
  private Optional<String> source = Optional.empty();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Override
  public String name() {
    return "prepare";
  }

  @Override
  public CommonOptions options() {
    return options;
  }

  @Override
  public List<String> overrides() {
    return Overrides.of("data.source", source, "data.path", path);
  }

  @Override
  public void check(Settings settings) {
    settings.data().requiredSource();
    settings.data().requiredPath();
  }

  @Override
  public List<String> plan(Job job) {
    DataSettings data = job.settings().data();
    return List.of(
        "Scan " + data.requiredSource(),
        "Label by %s, split by %s".formatted(data.label().by(), data.split().by()),
        "Write a new version of " + data.requiredPath());
  }

  @Override
  public Result run(Job job) {
    long start = System.nanoTime();
    DataSettings data = job.settings().data();
    LOG.info("Scanning {}", data.requiredSource());
    PreparedDataset dataset =
        Scan.images(job.spark(), data.requiredSource())
            .label(labeler(data.label()))
            .split(splitter(job.settings()))
            .process(images(data), targets(data.label()))
            .duplicates(duplicates(data))
            .maxQuarantined(data.maxQuarantined())
            .copies(copies(job.settings()))
            .write(data.requiredPath());
    return result(dataset, (System.nanoTime() - start) / 1e9);
  }

  private static Labeler labeler(DataSettings.Label label) {
    return label.by().equals("csv")
        ? Labeler.csv(label.file().orElseThrow(), label.keyColumn(), label.labelColumn())
        : Labeler.parentFolder();
  }

  private static Splitter splitter(Settings settings) {
    DataSettings.Splitting split = settings.data().split();
    return split.by().equals("random")
        ? Splitter.byHash(split.fraction(), settings.seed().value())
        : Splitter.byFolder(split.train(), split.valid());
  }

  private static Images images(DataSettings data) {
    DataSettings.Limits limits = data.limits();
    return new Images(
        new DecodeLimits(
            limits.maxBytes(), limits.maxPixels(), Duration.ofSeconds(limits.timeoutSeconds())),
        data.presizeShortSide());
  }

  private static Targets targets(DataSettings.Label label) {
    return Targets.categories()
        .onUnknown(UnknownLabel.valueOf(label.unknown().toUpperCase(Locale.ROOT)));
  }

  private static Duplicates duplicates(DataSettings data) {
    return Duplicates.valueOf(data.duplicates().toUpperCase(Locale.ROOT));
  }

  private static Copies copies(Settings settings) {
    AugmentSettings augment = settings.augment();
    return new Copies(
        augment.copies(), new AugmentedCopies(augment.augmentations(), settings.seed()));
  }

  private Result result(PreparedDataset dataset, double seconds) {
    Manifest manifest = dataset.manifest();
    Result.Builder result =
        Result.of(name())
            .field("version", dataset.version())
            .field("scanned", manifest.scanned())
            .field("items", manifest.items())
            .field("train", manifest.count(Split.TRAIN))
            .field("valid", manifest.count(Split.VALID))
            .field("test", manifest.count(Split.TEST))
            .field("skipped", manifest.skipped())
            .field("quarantined", manifest.quarantined())
            .field("duplicates", manifest.duplicates())
            .field("labels", manifest.vocab().size())
            .field("seconds", seconds)
            .line("Prepared %s, version %d".formatted(dataset.path(), dataset.version()))
            .line(
                "%d scanned = %d items (%d train, %d valid) + %d skipped %s + %d quarantined %s"
                    .formatted(
                        manifest.scanned(),
                        manifest.items(),
                        manifest.count(Split.TRAIN),
                        manifest.count(Split.VALID),
                        total(manifest.skipped()),
                        manifest.skipped(),
                        total(manifest.quarantined()),
                        manifest.quarantined()));
    if (manifest.copies() > 0) {
      result
          .field("copies", manifest.copies())
          .line("%d augmented copies of train beside it".formatted(manifest.copies()));
    }
    return result
        .line(
            "%d labels, %d exact duplicates, %s"
                .formatted(manifest.vocab().size(), manifest.duplicates(), Progress.clock(seconds)))
        .build();
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
