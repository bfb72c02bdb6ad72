package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import java.util.List;

/** Batch norms and the head in group 1, the rest in group 0. */
record NormsAndHead(String head) implements ParameterGroups {
  @Override
  public int count() {
    return 2;
  }

  @Override
  public int[] assign(ParameterLayout layout) {
    int[] groups = new StartingAt(List.of(head)).assign(layout);
    for (int i = 0; i < groups.length; i++) {
      Kind kind = layout.spans().get(i).kind();
      if (kind == Kind.SCALE || kind == Kind.SHIFT) {
        groups[i] = 1;
      }
    }
    return groups;
  }
}
