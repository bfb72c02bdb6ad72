package dev.kindling.datablock.document;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which members of a sample in a tar shard hold what. A member is named by what is behind the first
 * dot of its name, such as {@code cls}; a field of the sample's JSON as {@code json.label}.
 *
 * @param item the image or text; where it is not given, the only image, or {@code txt}
 * @param key unique names of the samples; where it is not given, the path of the shard with the
 *     name of the item's member behind
 * @param label what it shows
 * @param split what it is for
 */
public record SampleColumns(
    Optional<String> item, Optional<String> key, Optional<String> label, Optional<String> split) {
  /** Behind the names of members that hold JSON. */
  static final String JSON = "json";

  public SampleColumns {
    requireNonNull(item, "item");
    requireNonNull(key, "key");
    requireNonNull(label, "label");
    requireNonNull(split, "split");
    item = item.map(name -> name.toLowerCase(Locale.ROOT));
    if (item.filter(name -> name.equals(JSON) || name.startsWith(JSON + ".")).isPresent()) {
      throw new IllegalArgumentException("An item cannot be \"%s\"".formatted(item.get()));
    }
    Stream.of(key, label, split)
        .flatMap(Optional::stream)
        .forEach(
            name -> {
              if (name.equals(JSON) || name.equals(JSON + ".") || name.startsWith(".")) {
                throw new IllegalArgumentException(
                    "Name a member such as cls, or a field such as json.label, got \"%s\""
                        .formatted(name));
              }
            });
  }

  /** The same as {@link #places()}. */
  public static SampleColumns of(List<String> places) {
    List<Optional<String>> given =
        places.stream().map(place -> Optional.of(place).filter(name -> !name.isEmpty())).toList();
    return new SampleColumns(given.get(0), given.get(1), given.get(2), given.get(3));
  }

  /** Item, key, label and split, in a form that travels to executors; empty where not given. */
  public List<String> places() {
    return List.of(item.orElse(""), key.orElse(""), label.orElse(""), split.orElse(""));
  }

  /** Items alone, without labels. */
  public static SampleColumns items() {
    return new SampleColumns(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What {@code prepare} writes: keys, labels and splits in the JSON. */
  public static SampleColumns prepared() {
    return items().key("json.key").label("json.label").split("json.split");
  }

  /** The same with another place for keys. */
  public SampleColumns key(String place) {
    return new SampleColumns(item, Optional.of(place), label, split);
  }

  /** The same with another place for labels. */
  public SampleColumns label(String place) {
    return new SampleColumns(item, key, Optional.of(place), split);
  }

  /** The same with another place for splits. */
  public SampleColumns split(String place) {
    return new SampleColumns(item, key, label, Optional.of(place));
  }
}
