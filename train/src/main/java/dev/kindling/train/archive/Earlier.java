package dev.kindling.train.archive;

import dev.kindling.train.text.Direction;
import java.util.HashMap;
import java.util.Map;

/**
 * Archives of before there were backward models, which say nothing of directions, and of before
 * models told anything but a category, which say nothing of that.
 */
final class Earlier {
  private static final String INPUTS = "inputs";
  private static final String DIRECTION = "direction";
  private static final String TARGET = "target";
  private static final String KIND = "kind";

  private Earlier() {}

  /** The card's JSON, in which what is not said is as it used to be. */
  static Map<String, Object> card(Map<String, Object> json) {
    Map<String, Object> card = new HashMap<>(json);
    card.putIfAbsent(TARGET, Map.of(KIND, "category"));
    if (json.get(INPUTS) instanceof Map<?, ?> inputs
        && "text".equals(inputs.get(KIND))
        && !inputs.containsKey(DIRECTION)) {
      Map<Object, Object> directed = new HashMap<>(inputs);
      directed.put(DIRECTION, Direction.FORWARD.text());
      card.put(INPUTS, directed);
    }
    return card;
  }
}
