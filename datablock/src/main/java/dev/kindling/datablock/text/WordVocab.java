package dev.kindling.datablock.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole words, from the most frequent to the least. */
final class WordVocab implements Vocab {
  private static final long serialVersionUID = 1;

  private final TokenTable table;

  WordVocab(TokenTable table) {
    this.table = table;
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
    return token(index);
  }

  @Override
  public int[] numericalize(List<String> document) {
    return document.stream().mapToInt(this::indexOf).toArray();
  }

  @Override
  public List<String> words(int[] indices) {
    return Arrays.stream(indices).mapToObj(this::token).toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WordVocab vocab && tokens().equals(vocab.tokens());
  }

  @Override
  public int hashCode() {
    return tokens().hashCode();
  }

  @Override
  public String toString() {
    return "Vocab of %d tokens".formatted(size());
  }
}
