package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.List;

/** Groups that begin at named layers. */
record StartingAt(List<String> layers) implements ParameterGroups {
  StartingAt {
    layers = List.copyOf(layers);
  }

  @Override
  public int count() {
    return layers.size() + 1;
  }

  @Override
  public int[] assign(ParameterLayout layout) {
    List<Span> spans = layout.spans();
    int[] groups = new int[spans.size()];
    int group = 0;
    for (int i = 0; i < groups.length; i++) {
      if (group < layers.size() && spans.get(i).layer().equals(layers.get(group))) {
        group++;
      }
      groups[i] = group;
    }
    if (group < layers.size()) {
      throw new IllegalArgumentException(
          "Parameter groups start at layers %s, but '%s' is not a layer that follows; layers: %s"
              .formatted(
                  layers, layers.get(group), spans.stream().map(Span::layer).distinct().toList()));
    }
    return groups;
  }
}
