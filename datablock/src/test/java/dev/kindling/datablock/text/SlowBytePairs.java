package dev.kindling.datablock.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns byte pairs by counting all of them anew before each merge. */
final class SlowBytePairs {
  private SlowBytePairs() {}

  private record Pair(int left, int right) {}

  static List<String> pieces(Map<String, Long> corpus, int size, long minFrequency) {
    List<String> pieces = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      pieces.add(String.valueOf(ByteAlphabet.character(b)));
    }
    Map<List<Integer>, Long> words = new TreeMap<>(Comparator.comparing(List::toString));
    corpus.forEach(
        (word, count) ->
            WordBytes.of(word).forEach(part -> words.merge(numbers(part), count, Long::sum)));
    while (pieces.size() < size) {
      Map<Pair, Long> counts =
          new TreeMap<>(Comparator.comparingInt(Pair::left).thenComparingInt(Pair::right));
      words.forEach(
          (word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              counts.merge(new Pair(word.get(i), word.get(i + 1)), count, Long::sum);
            }
          });
      Pair best = new Pair(-1, -1);
      long most = minFrequency - 1;
      for (Map.Entry<Pair, Long> entry : counts.entrySet()) {
        if (entry.getValue() > most) {
          most = entry.getValue();
          best = entry.getKey();
        }
      }
      if (best.left() < 0) {
        break;
      }
      String merged = pieces.get(best.left()) + pieces.get(best.right());
      if (!pieces.contains(merged)) {
        pieces.add(merged);
      }
      merge(words, best, pieces.indexOf(merged));
    }
    return pieces;
  }

  private static List<Integer> numbers(byte[] part) {
    List<Integer> numbers = new ArrayList<>();
    for (byte b : part) {
      numbers.add(b & 0xFF);
    }
    return numbers;
  }

  private static void merge(Map<List<Integer>, Long> words, Pair pair, int merged) {
    Map<List<Integer>, Long> before = new TreeMap<>(Comparator.comparing(List::toString));
    before.putAll(words);
    words.clear();
    before.forEach(
        (word, count) -> {
          List<Integer> after = new ArrayList<>();
          for (int i = 0; i < word.size(); i++) {
            boolean here =
                i + 1 < word.size()
                    && word.get(i) == pair.left()
                    && word.get(i + 1) == pair.right();
            after.add(here ? merged : word.get(i));
            i += here ? 1 : 0;
          }
          words.merge(after, count, Long::sum);
        });
  }
}
