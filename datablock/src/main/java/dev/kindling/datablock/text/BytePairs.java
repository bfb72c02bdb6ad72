package dev.kindling.datablock.text;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which two pieces become which one. A word begins as bytes; of the neighbours that make a piece,
 * those whose piece comes first in the vocabulary are joined, the first of them first, until none
 * make one. Immutable.
 */
final class BytePairs implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int NONE = Integer.MAX_VALUE;

  private final HashMap<Long, Integer> joined;
  private final int firstByte;

  private BytePairs(HashMap<Long, Integer> joined, int firstByte) {
    this.joined = joined;
    this.firstByte = firstByte;
  }

  /**
   * All pairs that make a piece.
   *
   * @param tokens in the order of their indices, the bytes from {@code firstByte} on, then pieces
   */
  static BytePairs of(List<String> tokens, int firstByte) {
    Map<String, Integer> pieces = new HashMap<>();
    for (int i = firstByte; i < tokens.size(); i++) {
      pieces.put(tokens.get(i), i);
    }
    HashMap<Long, Integer> joined = new HashMap<>();
    pieces.forEach(
        (piece, index) -> {
          for (int cut = 1; cut < piece.length(); cut++) {
            Integer left = pieces.get(piece.substring(0, cut));
            Integer right = pieces.get(piece.substring(cut));
            if (left != null && right != null) {
              joined.put(pair(left, right), index);
            }
          }
        });
    return new BytePairs(joined, firstByte);
  }

  /**
   * Cuts a word into pieces.
   *
   * @param word its bytes, not many: the work is in proportion to the square
   * @param result takes the indices of the pieces
   * @param at where it takes the first
   * @return where the next one would go
   */
  int cut(byte[] word, int[] result, int at) {
    int length = word.length;
    int[] makes = new int[length]; // the piece that each makes with its right neighbour
    for (int i = 0; i < length; i++) {
      result[at + i] = firstByte + (word[i] & 0xFF);
    }
    for (int i = 0; i < length; i++) {
      makes[i] = i + 1 < length ? joined(result, at + i) : NONE;
    }
    for (int best = first(makes, length); makes[best] != NONE; best = first(makes, length)) {
      result[at + best] = makes[best];
      length--;
      System.arraycopy(result, at + best + 2, result, at + best + 1, length - best - 1);
      System.arraycopy(makes, best + 2, makes, best + 1, length - best - 1);
      makes[best] = best + 1 < length ? joined(result, at + best) : NONE;
      if (best > 0) {
        makes[best - 1] = joined(result, at + best - 1);
      }
    }
    return at + length;
  }

  private int joined(int[] pieces, int at) {
    return joined.getOrDefault(pair(pieces[at], pieces[at + 1]), NONE);
  }

  private static int first(int[] makes, int length) {
    int best = 0;
    for (int i = 1; i < length; i++) {
      if (makes[i] < makes[best]) {
        best = i;
      }
    }
    return best;
  }

  private static long pair(int left, int right) {
    return ((long) left << 32) | right;
  }
}
