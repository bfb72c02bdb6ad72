package dev.kindling.train.archive;

import dev.kindling.train.text.Direction;
import java.util.HashMap;
import java.util.Map;

/** Archives of before there were backward models, which say nothing of directions. */
final class Directed {
  private static final String INPUTS = "inputs";
  private static final String DIRECTION = "direction";

  private Directed() {}

  /** The card's JSON, in which a model of texts that says nothing else reads forward. */
  static Map<String, Object> card(Map<String, Object> json) {
    if (!(json.get(INPUTS) instanceof Map<?, ?> inputs)
        || !"text".equals(inputs.get("kind"))
        || inputs.containsKey(DIRECTION)) {
      return json;
    }
    Map<Object, Object> directed = new HashMap<>(inputs);
    directed.put(DIRECTION, Direction.FORWARD.text());
    Map<String, Object> card = new HashMap<>(json);
    card.put(INPUTS, directed);
    return card;
  }
}
