package dev.kindling.jobs.verb;

import dev.kindling.datablock.Secrets;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.Claim;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NearDuplicateFacts;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts;
import dev.kindling.jobs.settings.DataSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kindling prepare}: scans, labels, splits and checks items into a Delta table. */
@Command(
    name = "prepare",
    description = "Scan images or texts into a prepared dataset.",
    footer = {
      "",
      "A further call reads what is new or changed in the source, keeps every item on its side,"
          + " and",
      "commits a new version of the dataset; versions before it stay readable. If nothing changed,"
          + " it",
      "exits with 4. Everything is read if settings differ that decide what rows are.",
      "",
      "Example:",
      "  bin/kindling prepare --source examples/fashion-mnist --path datasets/fashion",
      "  bin/kindling prepare --config conf/wikitext-2.conf --source /data/wikitext-2",
      "  bin/kindling prepare --path datasets/fashion --to webdataset --output shards/fashion"
    })
public final class PrepareVerb implements Verb {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--source", paramLabel = "URI", description = "The folder; same as data.source.")
  private Optional<String> source = Optional.empty();

  @Option(names = "--path", paramLabel = "URI", description = "The dataset; same as data.path.")
  private Optional<String> path = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "webdataset: write tar shards too; same as data.export.to.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "URI",
      description = "Their folder; same as data.export.path.")
  private Optional<String> output = Optional.empty();

  @Option(names = "--full", description = "Read and split everything anew.")
  private boolean full;

  @Option(
      names = "--from-version",
      paramLabel = "N",
      description = "Go on from this version, not the newest, as after a bad batch of data.")
  private Optional<Long> fromVersion = Optional.empty();

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
    List<String> all = new ArrayList<>(Overrides.of("data.source", source, "data.path", path));
    all.addAll(Overrides.of("data.export.to", to, "data.export.path", output));
    return all;
  }

  @Override
  public void check(Settings settings) {
    if (!new Exporting(settings).only()) {
      settings.data().requiredSource();
    }
    settings.data().requiredPath();
    if (full && fromVersion.isPresent()) {
      throw new SettingsException(
          "--full goes on from no version: take out --from-version %d, or --full"
              .formatted(fromVersion.get()));
    }
    if (settings.data().kind() == Kind.TEXT && settings.augment().copies() > 0) {
      throw new SettingsException(
          "augment.copies = %d is for images, but data.kind is text: take it out"
              .formatted(settings.augment().copies()));
    }
  }

  @Override
  public List<String> plan(Job job) {
    DataSettings data = job.settings().data();
    Exporting exporting = new Exporting(job.settings());
    List<String> plan = new ArrayList<>();
    if (!exporting.only()) {
      plan.add("Scan " + Secrets.hide(data.requiredSource()));
      plan.add(
          "Label by %s (%s), split by %s"
              .formatted(data.label().by(), data.label().type(), data.split().by()));
      plan.add("Write a new version of " + data.requiredPath());
    }
    plan.addAll(exporting.plan());
    return plan;
  }

  @Override
  public Result run(Job job) {
    long start = System.nanoTime();
    DataSettings data = job.settings().data();
    Exporting exporting = new Exporting(job.settings());
    if (exporting.only()) {
      PreparedDataset there = PreparedDataset.open(job.spark(), data.requiredPath());
      Result.Builder said = Result.of(name()).field("version", there.version());
      return exporting.write(there, said).build();
    }
    Claim.requireFree(job.spark(), data.requiredPath()); // before a long scan
    Renewing renewing = new Renewing(data.requiredPath(), full, fromVersion);
    Optional<PreparedDataset> written =
        renewing.write(new Preparing(job.settings()).items(job.spark()), job.spark());
    if (written.isEmpty() && !exporting.wanted()) {
      throw renewing.nothing(data.requiredSource());
    }
    PreparedDataset dataset =
        written.orElseGet(() -> PreparedDataset.open(job.spark(), data.requiredPath()));
    double seconds = (System.nanoTime() - start) / 1e9;
    return exporting.write(dataset, result(dataset, seconds)).build();
  }

  private Result.Builder result(PreparedDataset dataset, double seconds) {
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
            .field("conflicting-duplicates", manifest.conflicting())
            .field("labels", manifest.vocab().size())
            .field("seconds", seconds)
            .line("Prepared %s, version %d".formatted(dataset.path(), dataset.version()))
            .line(
                "%d scanned = %d items (%d train, %d valid, %d test) + %d skipped %s + %d quarantined %s"
                    .formatted(
                        manifest.scanned(),
                        manifest.items(),
                        manifest.count(Split.TRAIN),
                        manifest.count(Split.VALID),
                        manifest.count(Split.TEST),
                        total(manifest.skipped()),
                        manifest.skipped(),
                        total(manifest.quarantined()),
                        manifest.quarantined()));
    describe(manifest.changes(), result);
    if (manifest.copies() > 0) {
      result
          .field("copies", manifest.copies())
          .line("%d augmented copies of train beside it".formatted(manifest.copies()));
    }
    if (manifest.kind() == Kind.TEXT) {
      describe(manifest.text(), result);
    }
    if (manifest.nearDuplicates().policy() != NearDuplicates.IGNORE) {
      describe(manifest.nearDuplicates(), result);
    }
    TargetLook.describe(manifest.target(), result);
    return result.line(
        "%d labels, %s, %s"
            .formatted(manifest.vocab().size(), ExactLook.line(manifest), Progress.clock(seconds)));
  }

  private static void describe(Changes changes, Result.Builder result) {
    Map<String, Object> said = new LinkedHashMap<>();
    if (changes.everything()) {
      said.put("full", changes.full());
    } else {
      said.put("from-version", changes.from());
    }
    said.put("read", changes.added() + changes.changed());
    said.put("new", changes.added());
    said.put("changed", changes.changed());
    said.put("reused", changes.reused());
    said.put("relabelled", changes.relabelled());
    said.put("vanished", changes.vanished());
    said.put("quarantined-again", changes.stillQuarantined());
    said.put("held", changes.held());
    result.field("changes", said);
    if (changes.everything()) {
      result.line("Read all %d: %s".formatted(changes.added(), changes.full()));
    } else {
      result.line(
          "Since version %d: read %d (%d new, %d changed), reused %d (%d with another label, %d in quarantine again), %d vanished; %d stay where the splitter would not put them now"
              .formatted(
                  changes.from(),
                  changes.added() + changes.changed(),
                  changes.added(),
                  changes.changed(),
                  changes.reused(),
                  changes.relabelled(),
                  changes.stillQuarantined(),
                  changes.vanished(),
                  changes.held()));
    }
  }

  private static void describe(NearDuplicateFacts facts, Result.Builder result) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("clusters", facts.clusters());
    counts.put("items", facts.items());
    counts.put("conflicting", facts.conflicting());
    counts.put("leaked", facts.leaked());
    counts.put("leaks", facts.leaks());
    result
        .field("near-duplicates", counts)
        .line(
            "%d pictures in %d clusters of near duplicates, %d clusters with different labels; %d of valid and test had one in train, %d have now"
                .formatted(
                    facts.items(),
                    facts.clusters(),
                    facts.conflicting(),
                    facts.leaked(),
                    facts.leaks()));
  }

  private static void describe(TextFacts facts, Result.Builder result) {
    Map<String, Long> tokens = new TreeMap<>();
    Map<String, Long> characters = new TreeMap<>();
    Map<String, Double> unknown = new TreeMap<>();
    facts
        .splits()
        .forEach(
            (split, found) -> {
              tokens.put(split, found.tokens());
              characters.put(split, found.characters());
              unknown.put(split, found.unknownRate());
              result.line(
                  String.format(
                      Locale.ROOT,
                      "%-5s %,12d tokens, %.2f %% unknown; tokens of a document: %s",
                      split,
                      found.tokens(),
                      100 * found.unknownRate(),
                      lengths(found.lengths())));
            });
    result
        .field("kind", Kind.TEXT.text())
        .field("tokens", tokens)
        .field("characters", characters)
        .field("unknown-rate", unknown)
        .field("types", facts.types())
        .field("vocab", facts.vocab())
        .line(
            "%d types in train, vocabulary of %d with the special tokens"
                .formatted(facts.types(), facts.vocab()));
  }

  /** Of the least, .05, .25, .5, .75, .95, .99, the most. */
  static String lengths(List<Integer> quantiles) {
    return "%d to %d, half of them up to %d, 95 %% up to %d"
        .formatted(quantiles.get(0), quantiles.get(7), quantiles.get(3), quantiles.get(5));
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
