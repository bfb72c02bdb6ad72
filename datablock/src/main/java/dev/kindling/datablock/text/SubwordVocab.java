package dev.kindling.datablock.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of words by byte-pair encoding over UTF-8: the special tokens, the 256 bytes, then pieces
 * in the order in which they were learned. Every word is a few pieces, of which the first begins
 * with a space, so words come back from pieces; special tokens stay whole, and no word is unknown.
 */
final class SubwordVocab implements Vocab {
  private static final long serialVersionUID = 1;
  private static final int SPECIAL = SpecialToken.values().length;
  private static final String WORD_BEGINS = String.valueOf(ByteAlphabet.character(' '));

  private final TokenTable table;
  private final BytePairs pairs;
  private final HashMap<String, Integer> whole = new HashMap<>(); // words of a single token

  private SubwordVocab(TokenTable table) {
    this.table = table;
    this.pairs = BytePairs.of(table.tokens(), SPECIAL);
    for (int i = 0; i < table.tokens().size(); i++) {
      String token = table.token(i);
      if (i < SPECIAL) {
        whole.put(token, i);
      } else if (token.startsWith(WORD_BEGINS)) {
        int index = i;
        ByteAlphabet.decoded(token.substring(1)).ifPresent(word -> whole.put(word, index));
      }
    }
  }

  /** See {@link VocabKind#of}. */
  static SubwordVocab of(List<String> tokens) {
    TokenTable table = TokenTable.of(tokens);
    for (int i = SPECIAL; i < Math.max(tokens.size(), SPECIAL + ByteAlphabet.SIZE); i++) {
      String token = i < tokens.size() ? tokens.get(i) : "";
      boolean right =
          i < SPECIAL + ByteAlphabet.SIZE
              ? token.equals(String.valueOf(ByteAlphabet.character(i - SPECIAL)))
              : ByteAlphabet.spells(token);
      if (!right) {
        throw new IllegalArgumentException(
            "A vocabulary of sub-words has the 256 bytes and then pieces of them, got \"%s\" at index %d of %d"
                .formatted(token, i, tokens.size()));
      }
    }
    return new SubwordVocab(table);
  }

  /** See {@link VocabKind#fit}. */
  static SubwordVocab learned(Map<String, Long> counts, VocabLimits limits) {
    if (limits.maxSize() < ByteAlphabet.SIZE) {
      throw new IllegalArgumentException(
          "A vocabulary of sub-words has the 256 bytes, so its max size must be 256 or more, got "
              + limits.maxSize());
    }
    Map<String, Long> words = new TreeMap<>(counts);
    words.keySet().removeAll(SpecialToken.texts());
    return new SubwordVocab(
        TokenTable.withSpecial(
            BytePairLearner.pieces(words, limits.maxSize(), limits.minFrequency())));
  }

  @Override
  public List<String> tokens() {
    return table.tokens();
  }

  @Override
  public int indexOf(String token) {
    return table.indexOf(token);
  }

  @Override
  public String token(int index) {
    return table.token(index);
  }

  @Override
  public String shown(int index) {
    String token = token(index);
    if (index < SPECIAL) {
      return token;
    }
    Optional<String> text = ByteAlphabet.decoded(token);
    return text.map(t -> t.startsWith(" ") ? "▁" + t.substring(1) : t)
        .orElseGet(() -> "<" + HexFormat.of().formatHex(ByteAlphabet.bytes(token)) + ">");
  }

  @Override
  public int[] numericalize(List<String> document) {
    int[] result = new int[document.size() + document.size() / 2 + 1];
    int size = 0;
    for (String word : document) {
      Integer index = whole.get(word);
      if (index != null) {
        result = roomFor(1, result, size);
        result[size++] = index;
      } else {
        for (byte[] part : WordBytes.of(word)) {
          result = roomFor(part.length, result, size);
          size = pairs.cut(part, result, size);
        }
      }
    }
    return Arrays.copyOf(result, size);
  }

  private static int[] roomFor(int more, int[] indices, int size) {
    return size + more <= indices.length
        ? indices
        : Arrays.copyOf(indices, Math.max(size + more, indices.length + indices.length / 2));
  }

  @Override
  public List<String> words(int[] indices) {
    List<String> words = new ArrayList<>();
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    for (int index : indices) {
      String token = token(index);
      if (index < SPECIAL) {
        close(open, words);
        words.add(token);
      } else {
        byte[] bytes = ByteAlphabet.bytes(token);
        if (bytes[0] == ' ') { // nowhere else is one
          close(open, words);
        }
        open.writeBytes(bytes);
      }
    }
    close(open, words);
    return words;
  }

  /** The bytes as a word, what is no UTF-8 as U+FFFD: a model may write anything. */
  private static void close(ByteArrayOutputStream open, List<String> words) {
    if (open.size() > 0) {
      String word = open.toString(StandardCharsets.UTF_8);
      words.add(word.startsWith(" ") ? word.substring(1) : word);
      open.reset();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SubwordVocab vocab && tokens().equals(vocab.tokens());
  }

  @Override
  public int hashCode() {
    return 31 * tokens().hashCode();
  }

  @Override
  public String toString() {
    return "Vocab of %d sub-words".formatted(size());
  }
}
