package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns the pieces of a vocabulary of sub-words: of the two pieces that stand side by side most
 * often in the words of a corpus one is made, again and again. Of pairs that are equally frequent,
 * the one whose left piece came first, then whose right piece did. Counts are kept from merge to
 * merge, and only words that hold the pair are looked at: the work is in proportion to the changes.
 *
 * <p>Sennrich, Haddow, Birch: "Neural machine translation of rare words with subword units", 2016;
 * over bytes as in GPT-2.
 */
final class BytePairLearner {
  private static final Comparator<Candidate> MOST_FREQUENT =
      Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair);

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<int[]> words = new ArrayList<>(); // of the numbers of pieces
  private final List<Long> counts = new ArrayList<>();
  private final Map<Long, Places> places = new HashMap<>();
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(MOST_FREQUENT);

  /** A pair as frequent as it once was. */
  private record Candidate(long pair, long count) {}

  /** Where a pair is to be found: in these words, or was once. */
  private static final class Places {
    private long count;
    private int[] words = new int[2];
    private int size;

    void add(int word) {
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }
  }

  private BytePairLearner(Map<String, Long> corpus) {
    for (int b = 0; b < ByteAlphabet.SIZE; b++) {
      add(String.valueOf(ByteAlphabet.character(b)));
    }
    new TreeMap<>(corpus)
        .forEach((word, count) -> WordBytes.of(word).forEach(part -> take(part, count)));
    places.forEach((pair, found) -> candidates.add(new Candidate(pair, found.count)));
  }

  /**
   * The pieces, the bytes first, then others in the order in which they were made; written in the
   * {@link ByteAlphabet}.
   *
   * @param corpus how often each word occurs
   * @param size pieces at most, 256 or more
   * @param minFrequency how often a pair must occur to become one piece
   */
  static List<String> pieces(Map<String, Long> corpus, int size, long minFrequency) {
    BytePairLearner learner = new BytePairLearner(corpus);
    learner.learn(size, minFrequency);
    return learner.pieces;
  }

  private int add(String piece) {
    numbers.put(piece, pieces.size());
    pieces.add(piece);
    return pieces.size() - 1;
  }

  private void take(byte[] part, long count) {
    int[] word = new int[part.length];
    for (int i = 0; i < word.length; i++) {
      word[i] = part[i] & 0xFF;
    }
    words.add(word);
    counts.add(count);
    for (int i = 0; i + 1 < word.length; i++) {
      Places found = places.computeIfAbsent(pair(word[i], word[i + 1]), any -> new Places());
      found.count += count;
      found.add(words.size() - 1);
    }
  }

  private void learn(int size, long minFrequency) {
    Set<String> special = Set.copyOf(SpecialToken.texts());
    while (pieces.size() < size && !candidates.isEmpty()) {
      Candidate best = candidates.remove();
      Places found = places.get(best.pair());
      if (found == null || found.count != best.count()) {
        continue; // another candidate has its count of now
      }
      if (best.count() < minFrequency) {
        return;
      }
      String merged = pieces.get(left(best.pair())) + pieces.get(right(best.pair()));
      if (!special.contains(merged)) {
        Integer known = numbers.get(merged);
        merge(best.pair(), found, known == null ? add(merged) : known);
      }
    }
  }

  private void merge(long pair, Places found, int merged) {
    Set<Long> changed = new HashSet<>();
    for (int i = 0; i < found.size; i++) {
      int word = found.words[i];
      int[] before = words.get(word);
      int[] after = merged(before, pair, merged);
      if (after.length < before.length) {
        words.set(word, after);
        int same = Arrays.mismatch(before, after);
        int sameAtEnd = sameAtEnd(before, after, same);
        recount(before, same, sameAtEnd, -counts.get(word), changed);
        recount(after, same, sameAtEnd, counts.get(word), changed);
        for (int k = 0; k + 1 < after.length; k++) {
          if (after[k] == merged || after[k + 1] == merged) {
            places.computeIfAbsent(pair(after[k], after[k + 1]), any -> new Places()).add(word);
          }
        }
      }
    }
    for (long other : changed) {
      Places now = requireNonNull(places.get(other));
      if (now.count > 0) {
        candidates.add(new Candidate(other, now.count));
      } else {
        places.remove(other);
      }
    }
  }

  /** Adds the count to all pairs but those within the parts that stayed the same. */
  private void recount(int[] word, int same, int sameAtEnd, long count, Set<Long> changed) {
    int end = Math.min(word.length - 1, word.length - sameAtEnd);
    for (int i = Math.max(0, same - 1); i < end; i++) {
      long pair = pair(word[i], word[i + 1]);
      places.computeIfAbsent(pair, any -> new Places()).count += count;
      changed.add(pair);
    }
  }

  private static int sameAtEnd(int[] before, int[] after, int same) {
    int size = 0;
    while (size < after.length - same
        && before[before.length - 1 - size] == after[after.length - 1 - size]) {
      size++;
    }
    return size;
  }

  private static int[] merged(int[] word, long pair, int merged) {
    int[] result = new int[word.length];
    int size = 0;
    int i = 0;
    while (i < word.length) {
      boolean here = i + 1 < word.length && pair(word[i], word[i + 1]) == pair;
      result[size++] = here ? merged : word[i];
      i += here ? 2 : 1;
    }
    return Arrays.copyOf(result, size);
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }

  private static int left(long pair) {
    return (int) (pair >>> 32);
  }

  private static int right(long pair) {
    return (int) pair;
  }
}
