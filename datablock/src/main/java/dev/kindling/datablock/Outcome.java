package dev.kindling.datablock;

import dev.kindling.datablock.process.Categories;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NearDuplicateFacts;
import dev.kindling.datablock.table.TargetFacts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that a manifest is made of.
 *
 * @param counted with all skips
 * @param quarantined items by reason
 * @param quarantineVersion version of the quarantine
 * @param repeats exact duplicates
 * @param conflicting contents of exact duplicates with different labels
 * @param nearDuplicates what is known of near ones
 * @param categories fitted
 * @param target what labels mean
 * @param prepared the rows' own facts
 * @param changes since the earlier version
 * @param ledgerVersion version of the ledger
 */
record Outcome(
    Origin counted,
    Map<String, Long> quarantined,
    long quarantineVersion,
    long repeats,
    long conflicting,
    NearDuplicateFacts nearDuplicates,
    Categories categories,
    TargetFacts target,
    Prepared prepared,
    Changes changes,
    long ledgerVersion) {

  Manifest manifest() {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Map<String, Long>> labels = new TreeMap<>();
    categories
        .counts()
        .items()
        .forEach(
            (split, items) -> {
              counts.put(split.text(), items);
              if (!categories.vocab().isEmpty()) {
                labels.put(split.text(), categories.counts().of(split));
              }
            });
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        prepared.kind(),
        counted.source(),
        counted.settings(),
        counted.seed(),
        counted.scanned(),
        categories.counts().count(),
        prepared.copiesOfEach() * categories.counts().count(Split.TRAIN),
        counts,
        labels,
        counted.skipped(),
        quarantined,
        repeats,
        conflicting,
        nearDuplicates,
        counted.unmatched(),
        categories.vocab(),
        target,
        prepared.train().mean(),
        prepared.train().std(),
        prepared.quality(),
        prepared.transforms(),
        prepared.text(),
        quarantineVersion,
        changes,
        ledgerVersion,
        codeVersion(),
        Instant.now().toString());
  }

  /** Of the program that runs. */
  static String codeVersion() {
    return Optional.ofNullable(Outcome.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
