package dev.kindling.datablock;

import dev.kindling.datablock.lease.InUseException;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.Claim;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The version that a preparation goes on from.
 *
 * @param dataset the version
 * @param ledger what is known of its items, see {@link PreparedDataset#ledger()}
 * @param newest version of the table when it was chosen
 * @param mergedBytes that a table has, at least, if the next version is merged into it
 */
record Earlier(PreparedDataset dataset, Dataset<Row> ledger, long newest, long mergedBytes) {
  /** Settings that decide what is borne, not what rows are. */
  private static final Set<String> IDLE = Set.of("quarantine.max-fraction");

  /** Skips that were decided after the scan. */
  private static final Set<String> DECIDED =
      Set.of("duplicate-content", "near-duplicate", "unknown-label");

  static Earlier of(PreparedDataset dataset, long mergedBytes) {
    return new Earlier(dataset, dataset.ledger().orElseThrow(), dataset.newest(), mergedBytes);
  }

  /** Whether the next version is merged into a table of so many bytes, or written whole. */
  boolean mergesInto(long bytes) {
    return bytes >= mergedBytes;
  }

  /** How many items its ledger has: good ones, whether or not in its table, and bad ones. */
  long noted() {
    Manifest manifest = dataset.manifest();
    long dropped =
        DECIDED.stream().mapToLong(why -> manifest.skipped().getOrDefault(why, 0L)).sum();
    long bad = manifest.quarantined().values().stream().mapToLong(Long::longValue).sum();
    return manifest.items() + dropped + bad;
  }

  void requireOf(String path) {
    if (!dataset.path().equals(path)) {
      throw new IllegalArgumentException(
          "What goes on from %s cannot be written to %s: name the same path"
              .formatted(dataset, path));
    }
  }

  /** Whether the table is this version now, and nothing after it. */
  boolean latest(Claim claim) {
    if (claim.version() != newest) {
      throw new InUseException(
          "%s was of version %d when it was scanned and is of version %d now, committed by somebody else: nothing was lost; prepare again"
              .formatted(dataset.path(), newest, claim.version()));
    }
    return dataset.version() == newest;
  }

  /** Whether the tokens of its rows, if they have any, are numbered in this way. */
  boolean numbersAs(Prepared prepared) {
    return prepared
        .vocab()
        .map(vocab -> vocab.tokens().equals(dataset.tokenVocab().tokens()))
        .orElse(true);
  }

  /** Why a preparation with these settings cannot go on from a version; empty if it can. */
  static List<String> differences(Origin origin, Stage stage, PreparedDataset dataset) {
    Manifest manifest = dataset.manifest();
    List<String> differences = new ArrayList<>();
    if (dataset.ledger().isEmpty()) {
      differences.add("version %d has no ledger".formatted(dataset.version()));
    }
    dataset
        .ledger()
        .map(ledger -> Ledger.missing(stage, ledger))
        .filter(columns -> !columns.isEmpty())
        .ifPresent(
            columns ->
                differences.add(
                    "the ledger of version %d has no %s"
                        .formatted(dataset.version(), String.join(", ", columns))));
    if (!manifest.source().equals(origin.source())) {
      differences.add("source was %s, is %s".formatted(manifest.source(), origin.source()));
    }
    if (manifest.seed() != origin.seed()) {
      differences.add("seed was %d, is %d".formatted(manifest.seed(), origin.seed()));
    }
    if (!manifest.codeVersion().equals(Outcome.codeVersion())) {
      differences.add(
          "program was %s, is %s".formatted(manifest.codeVersion(), Outcome.codeVersion()));
    }
    Set<String> names = new TreeSet<>(manifest.settings().keySet());
    names.addAll(origin.settings().keySet());
    names.removeAll(IDLE);
    for (String name : names) {
      String was = manifest.settings().getOrDefault(name, "not set");
      String is = origin.settings().getOrDefault(name, "not set");
      if (!was.equals(is)) {
        differences.add("%s was %s, is %s".formatted(name, was, is));
      }
    }
    return differences;
  }

  /** Whether there is nothing to do: the scan met the same, and no item is another. */
  boolean stillHolds(Origin origin, Changes changes) {
    Manifest manifest = dataset.manifest();
    SortedMap<String, Long> skipped = new TreeMap<>(manifest.skipped());
    skipped.keySet().removeAll(DECIDED);
    return changes.none()
        && manifest.scanned() == origin.scanned()
        && skipped.equals(new TreeMap<>(origin.skipped()))
        && manifest.unmatched().equals(new TreeMap<String, Long>(origin.unmatched()))
        && Map.copyOf(manifest.settings()).equals(origin.settings());
  }
}
