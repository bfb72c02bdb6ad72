package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** Distinct tokens in an order that begins with the special ones. Immutable. */
final class TokenTable implements Serializable {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // List.copyOf gives a serialisable one
  private final List<String> tokens;

  private final HashMap<String, Integer> indices;

  private TokenTable(List<String> tokens, HashMap<String, Integer> indices) {
    this.tokens = tokens;
    this.indices = indices;
  }

  static TokenTable withSpecial(List<String> others) {
    return of(Stream.concat(SpecialToken.texts().stream(), others.stream()).toList());
  }

  static TokenTable of(List<String> tokens) {
    List<String> special = SpecialToken.texts();
    if (tokens.size() < special.size() || !tokens.subList(0, special.size()).equals(special)) {
      throw new IllegalArgumentException(
          "A vocabulary begins with %s, got %s"
              .formatted(special, tokens.subList(0, Math.min(tokens.size(), special.size()))));
    }
    HashMap<String, Integer> indices = new HashMap<>();
    for (String token : tokens) {
      if (indices.put(token, indices.size()) != null) {
        throw new IllegalArgumentException(
            "A vocabulary has each token once, got \"%s\" twice".formatted(token));
      }
    }
    return new TokenTable(List.copyOf(tokens), indices);
  }

  List<String> tokens() {
    return tokens;
  }

  int indexOf(String token) {
    return indices.getOrDefault(requireNonNull(token, "token"), SpecialToken.UNKNOWN.index());
  }

  String token(int index) {
    if (index < 0 || index >= tokens.size()) {
      throw new IllegalArgumentException(
          "The vocabulary has indices 0 to %d, got %d".formatted(tokens.size() - 1, index));
    }
    return tokens.get(index);
  }
}
