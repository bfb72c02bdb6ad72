package dev.kindling.datablock.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TargetFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was written, as {@code index.json} says it.
 *
 * @param version of the dataset
 * @param seed of the order
 * @param shardBytes that were allowed
 * @param vocab labels in the order of the numbers in {@code cls}
 * @param target what labels mean
 * @param splits shards by split
 */
public record ShardIndex(
    long version,
    long seed,
    long shardBytes,
    List<String> vocab,
    TargetFacts target,
    SortedMap<String, List<Shard>> splits) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * One tar file.
   *
   * @param name below the folder
   * @param samples in it
   * @param bytes of it
   * @param sha256 of it, hexadecimal
   */
  public record Shard(String name, long samples, long bytes, String sha256) {}

  static ShardIndex of(
      PreparedDataset dataset,
      Seed seed,
      long shardBytes,
      Map<String, List<WrittenShard>> written) {
    SortedMap<String, List<Shard>> splits = new TreeMap<>();
    written.forEach(
        (split, shards) -> {
          List<Shard> named = new ArrayList<>();
          for (WrittenShard shard : shards) {
            named.add(new Shard(shard.name(), shard.samples(), shard.bytes(), shard.sha256()));
          }
          splits.put(split, List.copyOf(named));
        });
    return new ShardIndex(
        dataset.version(),
        seed.value(),
        shardBytes,
        dataset.manifest().vocab(),
        dataset.manifest().target(),
        splits);
  }

  /** How many files. */
  public long shards() {
    return splits.values().stream().mapToLong(List::size).sum();
  }

  /** How many samples. */
  public long samples() {
    return splits.values().stream().flatMap(List::stream).mapToLong(Shard::samples).sum();
  }

  /** How many bytes. */
  public long bytes() {
    return splits.values().stream().flatMap(List::stream).mapToLong(Shard::bytes).sum();
  }

  byte[] toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("format", "webdataset");
    fields.put("dataset-version", version);
    fields.put("seed", seed);
    fields.put("shard-bytes", shardBytes);
    fields.put("labels", vocab);
    fields.put("label-type", target.kind().text());
    if (!target.separator().isEmpty()) {
      fields.put("label-separator", target.separator());
    }
    fields.put("splits", splits);
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are always JSON", e);
    }
  }
}
