package dev.kindling.train.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kindling.datablock.text.SpecialToken;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which way a model reads its documents. */
public enum Direction {
  /** As they are written. */
  FORWARD,
  /** From their last word to their first; the signs of beginning and end stay where they are. */
  BACKWARD;

  /**
   * The direction of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static Direction of(String text) {
    return Stream.of(values())
        .filter(direction -> direction.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Direction must be one of %s, got \"%s\"".formatted(names(), text)));
  }

  /** All names. */
  public static List<String> names() {
    return Stream.of(values()).map(Direction::text).toList();
  }

  /** Its name in settings and archives. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The tokens of a document in the order in which the model reads them; of what a model reads, the
   * tokens as they are written: done twice, it changes nothing.
   *
   * @param tokens ids, left alone
   * @return a fresh array
   */
  public int[] of(int[] tokens) {
    int[] read = tokens.clone();
    if (this == FORWARD || tokens.length == 0) {
      return read;
    }
    int from = tokens[0] == SpecialToken.BEGINNING.index() ? 1 : 0;
    int last = tokens.length - 1;
    int to = last > from && tokens[last] == SpecialToken.END.index() ? last : tokens.length;
    for (int i = from; i < to; i++) {
      read[i] = tokens[from + to - 1 - i];
    }
    return read;
  }
}
