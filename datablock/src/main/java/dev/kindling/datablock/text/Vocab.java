package dev.kindling.datablock.text;

import dev.kindling.datablock.DataContractException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens that a model knows, each with its index: the special tokens, then the others.
 *
 * <p>Immutable, usable by any thread; two of one kind with the same tokens in the same order are
 * equal.
 */
public sealed interface Vocab extends Serializable permits WordVocab, SubwordVocab {
  /**
   * The most frequent tokens within the limits; of equally frequent ones, first by UTF-16 code
   * units.
   *
   * @param counts how often each token occurs; special tokens in it are passed over
   * @throws DataContractException if no token is left
   */
  static Vocab fromCounts(Map<String, Long> counts, VocabLimits limits) {
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
    return new WordVocab(TokenTable.withSpecial(frequent));
  }

  /**
   * A vocabulary of words as it was stored.
   *
   * @param tokens a former {@link #tokens()}
   * @throws IllegalArgumentException if it does not begin with the special tokens, or has a token
   *     twice
   */
  static Vocab of(List<String> tokens) {
    return new WordVocab(TokenTable.of(tokens));
  }

  /** All tokens, in the order of their indices, as they are stored. */
  List<String> tokens();

  /** Tokens in all, the special ones included. */
  default int size() {
    return tokens().size();
  }

  /**
   * The index of a token, in [0, size); that of {@link SpecialToken#UNKNOWN} if it has none.
   *
   * @param token as {@link #tokens} has it
   */
  int indexOf(String token);

  /**
   * The token of an index, as {@link #tokens} has it.
   *
   * @throws IllegalArgumentException if the index is not in [0, size)
   */
  String token(int index);

  /**
   * The token of an index for people to read; not every one has a form of its own.
   *
   * @throws IllegalArgumentException if the index is not in [0, size)
   */
  String shown(int index);

  /**
   * The indices of a document; the array is the caller's.
   *
   * @param document words and special tokens, as the rules give them
   */
  int[] numericalize(List<String> document);

  /**
   * The words that indices stand for: what {@link #numericalize} was given, where no word was
   * unknown.
   *
   * @throws IllegalArgumentException if an index is not in [0, size)
   */
  List<String> words(int[] indices);
}
