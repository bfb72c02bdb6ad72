package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.List;

/** Groups of named layers. */
record OfLayers(List<List<String>> layers) implements ParameterGroups {
  OfLayers {
    layers = layers.stream().map(List::copyOf).toList();
  }

  @Override
  public int count() {
    return layers.size();
  }

  @Override
  public int[] assign(ParameterLayout layout) {
    List<String> known = layout.spans().stream().map(Span::layer).distinct().toList();
    for (String layer : layers.stream().flatMap(List::stream).toList()) {
      if (!known.contains(layer)) {
        throw new IllegalArgumentException(
            "Parameter groups name a layer '%s'; layers: %s".formatted(layer, known));
      }
    }
    return layout.spans().stream().mapToInt(span -> groupOf(span.layer())).toArray();
  }

  /** -1 for a layer that is in none. */
  private int groupOf(String layer) {
    for (int group = 0; group < layers.size(); group++) {
      if (layers.get(group).contains(layer)) {
        return group;
      }
    }
    return -1;
  }
}
