package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.DataContractException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a model knows, each with its index: the special tokens, then the others from the
 * most frequent to the least.
 *
 * <p>Immutable, usable by any thread; two with the same tokens in the same order are equal.
 */
public final class Vocab implements Serializable {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable one
  private final List<String> tokens;

  private final HashMap<String, Integer> indices;

  private Vocab(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    this.indices = new HashMap<>();
    for (String token : this.tokens) {
      indices.put(token, indices.size());
    }
  }

  /**
   * The most frequent tokens within the limits; of equally frequent ones, first by UTF-16 code
   * units.
   *
   * @param counts how often each token occurs; special tokens in it are passed over
   * @throws DataContractException if no token is left
   */
  public static Vocab fromCounts(Map<String, Long> counts, VocabLimits limits) {
    Set<String> special = Set.copyOf(SpecialToken.texts());
    List<String> frequent =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= limits.minFrequency())
            .filter(entry -> !special.contains(entry.getKey()))
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(limits.maxSize())
            .map(Map.Entry::getKey)
            .toList();
    if (frequent.isEmpty()) {
      throw new DataContractException(
          "None of %d tokens is a word that occurs %d times or more: give more text, or lower the min frequency"
              .formatted(counts.size(), limits.minFrequency()));
    }
    return new Vocab(Stream.concat(SpecialToken.texts().stream(), frequent.stream()).toList());
  }

  /**
   * A vocabulary as it was stored.
   *
   * @param tokens a former {@link #tokens()}
   * @throws IllegalArgumentException if it does not begin with the special tokens, or has a token
   *     twice
   */
  public static Vocab of(List<String> tokens) {
    List<String> special = SpecialToken.texts();
    if (tokens.size() < special.size() || !tokens.subList(0, special.size()).equals(special)) {
      throw new IllegalArgumentException(
          "A vocabulary begins with %s, got %s"
              .formatted(special, tokens.subList(0, Math.min(tokens.size(), special.size()))));
    }
    Set<String> seen = new HashSet<>();
    for (String token : tokens) {
      if (!seen.add(token)) {
        throw new IllegalArgumentException(
            "A vocabulary has each token once, got \"%s\" twice".formatted(token));
      }
    }
    return new Vocab(tokens);
  }

  /** All tokens, in the order of their indices. */
  public List<String> tokens() {
    return tokens;
  }

  /** Tokens in all, the special ones included. */
  public int size() {
    return tokens.size();
  }

  /** The index of a token, in [0, size); that of {@link SpecialToken#UNKNOWN} if it has none. */
  public int indexOf(String token) {
    return indices.getOrDefault(requireNonNull(token, "token"), SpecialToken.UNKNOWN.index());
  }

  /**
   * The token of an index.
   *
   * @throws IllegalArgumentException if the index is not in [0, size)
   */
  public String token(int index) {
    if (index < 0 || index >= tokens.size()) {
      throw new IllegalArgumentException(
          "The vocabulary has indices 0 to %d, got %d".formatted(tokens.size() - 1, index));
    }
    return tokens.get(index);
  }

  /** The index of each token of a document; the array is the caller's. */
  public int[] numericalize(List<String> document) {
    return document.stream().mapToInt(this::indexOf).toArray();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Vocab vocab && tokens.equals(vocab.tokens);
  }

  @Override
  public int hashCode() {
    return tokens.hashCode();
  }

  @Override
  public String toString() {
    return "Vocab of %d tokens".formatted(tokens.size());
  }
}
