package dev.kindling.datablock.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.SkipReason;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** The members of one sample, gathered one after the other; for one thread. */
final class TarSample {
  /** Of a member that says something about the item, in bytes. */
  static final int MAX_WORDS = 1 << 20;

  private static final JsonMapper MAPPER = new JsonMapper();

  private final String shard;
  private final String prefix;
  private final FileKind kind;
  private final SampleColumns columns;
  private final List<String> items = new ArrayList<>();
  private final Map<String, byte[]> words = new HashMap<>();
  private byte[] content = new byte[0];
  private Optional<Row> fault = Optional.empty();

  /**
   * A sample without members.
   *
   * @param shard key of the file
   * @param prefix what the names of its members begin with
   */
  TarSample(String shard, String prefix, FileKind kind, SampleColumns columns) {
    this.shard = shard;
    this.prefix = prefix;
    this.kind = kind;
    this.columns = columns;
  }

  String prefix() {
    return prefix;
  }

  /** Whether the member with this end is the item. */
  boolean isItem(String end) {
    String small = end.toLowerCase(Locale.ROOT);
    return columns
        .item()
        .map(small::equals)
        .orElseGet(() -> small.indexOf('.') < 0 && kind.matches("." + small));
  }

  /** Whether the member with this end says something that is wanted. */
  boolean isWanted(String end) {
    return Stream.of(columns.key(), columns.label(), columns.split())
        .flatMap(Optional::stream)
        .anyMatch(place -> place.equals(end) || ofJson(place) && end.equals(SampleColumns.JSON));
  }

  void item(String name, byte[] bytes) {
    items.add(name);
    content = bytes;
  }

  void words(String end, byte[] bytes) {
    if (words.put(end, bytes) != null) {
      bad(QuarantineReason.MALFORMED_ROW, "has two members \"%s\"".formatted(end));
    }
  }

  /** Says that the sample is no good; what is said first counts. */
  void bad(QuarantineReason reason, String detail) {
    if (fault.isEmpty()) {
      fault = Optional.of(DocumentRow.bad(shard + "/" + prefix, reason, detail));
    }
  }

  /** The sample as a row; there is nothing behind it. */
  Row row() {
    if (fault.isPresent()) {
      return fault.get();
    }
    if (items.isEmpty()) {
      return DocumentRow.skipped(shard + "/" + prefix, SkipReason.NO_ITEM);
    }
    if (items.size() > 1) {
      bad(
          QuarantineReason.MALFORMED_ROW,
          "has %d members that could be the item, %s: name one".formatted(items.size(), items));
      return fault.orElseThrow();
    }
    try {
      Optional<JsonNode> json = json();
      Optional<String> key = columns.key().flatMap(place -> value(place, json));
      if (columns.key().isPresent() && key.filter(text -> !text.isBlank()).isEmpty()) {
        bad(QuarantineReason.MALFORMED_ROW, "has no key in " + columns.key().get());
        return fault.orElseThrow();
      }
      return DocumentRow.document(
          Normalizer.normalize(key.orElse(shard + "/" + items.get(0)), Normalizer.Form.NFC),
          content,
          columns.label().flatMap(place -> value(place, json)),
          columns.split().flatMap(place -> value(place, json)));
    } catch (JsonProcessingException e) {
      bad(QuarantineReason.MALFORMED_ROW, "its json is none: " + e.getOriginalMessage());
      return fault.orElseThrow();
    }
  }

  private Optional<JsonNode> json() throws JsonProcessingException {
    byte[] text = words.get(SampleColumns.JSON);
    return text == null ? Optional.empty() : Optional.of(MAPPER.readTree(new String(text, UTF_8)));
  }

  private Optional<String> value(String place, Optional<JsonNode> json) {
    if (ofJson(place)) {
      String field = place.substring(SampleColumns.JSON.length() + 1);
      return json.map(node -> node.path(field))
          .filter(JsonNode::isValueNode)
          .filter(node -> !node.isNull())
          .map(JsonNode::asText);
    }
    return Optional.ofNullable(words.get(place)).map(bytes -> new String(bytes, UTF_8).strip());
  }

  private static boolean ofJson(String place) {
    return place.startsWith(SampleColumns.JSON + ".");
  }
}
