package dev.kindling.train.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gradients of the loss by a network's values, added up where a value has several readers. */
final class Gradients {
  private final String input;
  private final Map<String, List<Tensor>> parts = new HashMap<>();

  /** Gradients of a network whose input, of that name, needs none. */
  Gradients(String input) {
    this.input = input;
  }

  /** Whether anybody will ask for that value's gradient. */
  boolean wanted(String value) {
    return !value.equals(input);
  }

  /** Adds what one reader says of a value. */
  void add(String value, Tensor gradient) {
    if (wanted(value)) {
      parts.computeIfAbsent(value, key -> new ArrayList<>()).add(gradient);
    }
  }

  /** The gradient by a value, once all its readers have spoken. */
  Tensor of(Tape tape, String value) {
    List<Tensor> all = parts.getOrDefault(value, List.of());
    if (all.isEmpty()) {
      throw new IllegalStateException("Nothing reads " + value);
    }
    Tensor sum = all.get(0);
    for (Tensor next : all.subList(1, all.size())) {
      sum = SumStage.add(tape, value + " gradients", sum, next, false);
    }
    return sum;
  }
}
