package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.quality.QualityFacts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one version of a prepared dataset is and how it came to be. It is committed together with
 * the version, as JSON in the commit's user metadata, so neither is ever without the other.
 *
 * <p>Maps are sorted by key; splits are keyed by {@link Split#text()}, reasons by their codes.
 *
 * @param schemaVersion of this record, {@link #SCHEMA_VERSION} when written now
 * @param kind what the items are
 * @param source the URI that was scanned
 * @param settings what was asked for, by name
 * @param seed of the random decisions; 0 if none was needed
 * @param scanned entries that the scan met
 * @param items rows of the table, copies not counted
 * @param copies rows of train beside its items: changed copies of them
 * @param counts items by split
 * @param labels items by split and label; an item with several labels counts for each
 * @param skipped entries that are no items, by reason
 * @param quarantined items put aside, by reason
 * @param duplicates items whose exact content occurs under an earlier key as well, whether they
 *     were kept or dropped
 * @param conflicting contents that several items have whose labels differ; 0 also where a program
 *     of before did not look
 * @param nearDuplicates what is known of pictures that show the same
 * @param unmatched rows of a label file that met no item, by reason
 * @param vocab the categories in the order of their indices; none where labels are numbers
 * @param target what labels mean
 * @param mean (images) of red, green and blue over train, values in [0, 1], every image with equal
 *     weight
 * @param std deviation of the same
 * @param quality (images) what was measured of them, {@link QualityFacts#NONE} if nothing was
 * @param transforms fitted or fixed when the data were prepared, to be repeated in prediction
 * @param text what is known of texts, {@link TextFacts#NONE} for other items
 * @param quarantineVersion the version of the quarantine table that belongs to this one, {@link
 *     #NOTHING_QUARANTINED} if there is none
 * @param changes since the version that this one goes on from
 * @param ledgerVersion the version of the ledger that belongs to this one, {@link #NO_LEDGER} if
 *     there is none
 * @param codeVersion of the program that wrote it
 * @param created ISO-8601 instant
 */
public record Manifest(
    int schemaVersion,
    Kind kind,
    String source,
    Map<String, String> settings,
    long seed,
    long scanned,
    long items,
    long copies,
    Map<String, Long> counts,
    Map<String, Map<String, Long>> labels,
    Map<String, Long> skipped,
    Map<String, Long> quarantined,
    long duplicates,
    long conflicting,
    NearDuplicateFacts nearDuplicates,
    Map<String, Long> unmatched,
    List<String> vocab,
    TargetFacts target,
    List<Double> mean,
    List<Double> std,
    QualityFacts quality,
    Transforms transforms,
    TextFacts text,
    long quarantineVersion,
    Changes changes,
    long ledgerVersion,
    String codeVersion,
    String created) {
  /** The version of this record that this program writes and the highest it reads. */
  public static final int SCHEMA_VERSION = 2;

  /** The quarantine version of a dataset without quarantined items. */
  public static final long NOTHING_QUARANTINED = -1;

  /** The ledger version of a dataset by a program that kept none. */
  public static final long NO_LEDGER = -1;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * Transforms that belong to the data.
   *
   * @param presizeShortSide pixels that larger images were shrunk to; 0 if they were left as found
   */
  public record Transforms(int presizeShortSide) {}

  public Manifest {
    requireNonNull(kind, "kind");
    requireNonNull(source, "source");
    requireNonNull(text, "text");
    requireNonNull(target, "target");
    requireNonNull(nearDuplicates, "nearDuplicates");
    requireNonNull(quality, "quality");
    requireNonNull(transforms, "transforms");
    requireNonNull(changes, "changes");
    requireNonNull(codeVersion, "codeVersion");
    requireNonNull(created, "created");
    settings = sorted(settings);
    counts = sorted(counts);
    TreeMap<String, Map<String, Long>> byLabel = new TreeMap<>();
    labels.forEach((split, count) -> byLabel.put(split, sorted(count)));
    labels = sorted(byLabel);
    skipped = sorted(skipped);
    quarantined = sorted(quarantined);
    unmatched = sorted(unmatched);
    vocab = List.copyOf(vocab);
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** Rows of the split. */
  public long count(Split split) {
    return counts.getOrDefault(split.text(), 0L);
  }

  /** Rows of the split by label. */
  public Map<String, Long> labels(Split split) {
    return labels.getOrDefault(split.text(), Map.of());
  }

  /** The numbers that must add up. */
  public Accounting accounting() {
    return new Accounting(scanned, items, skipped, quarantined);
  }

  /** One JSON object. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Manifest cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws DataContractException if the text is no manifest or is of a later schema version
   */
  public static Manifest fromJson(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      int version = tree.path("schemaVersion").asInt();
      if (version > SCHEMA_VERSION) {
        throw new DataContractException(
            "Manifest has schema version %d, this program reads up to %d: use a later program"
                .formatted(version, SCHEMA_VERSION));
      }
      return JSON.treeToValue(current(tree), Manifest.class);
    } catch (JsonProcessingException e) {
      throw new DataContractException("Not a manifest of a prepared dataset", e);
    }
  }

  /** Before version 2 there were only images; later manifests of version 2 know more. */
  private static JsonNode current(JsonNode tree) {
    if (tree instanceof ObjectNode manifest && manifest.path("schemaVersion").asInt() == 1) {
      manifest.put("kind", Kind.IMAGE.name());
      manifest.set("text", JSON.valueToTree(TextFacts.NONE));
    }
    if (tree instanceof ObjectNode manifest) {
      putIfAbsent(manifest, "nearDuplicates", NearDuplicateFacts.NONE);
      putIfAbsent(manifest, "quality", QualityFacts.NONE);
      putIfAbsent(manifest, "changes", Changes.UNKNOWN);
      putIfAbsent(
          manifest,
          "target",
          manifest.path("vocab").isEmpty() ? TargetFacts.NONE : TargetFacts.CATEGORIES);
      putIfAbsent(manifest, "ledgerVersion", NO_LEDGER);
    }
    return tree;
  }

  private static void putIfAbsent(ObjectNode manifest, String name, Object value) {
    if (!manifest.has(name)) {
      manifest.set(name, JSON.valueToTree(value));
    }
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
