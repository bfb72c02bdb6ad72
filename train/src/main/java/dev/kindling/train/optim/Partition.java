package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;

/** The check that groups take each learned span once and that none is empty. */
final class Partition {
  private Partition() {}

  static int[] of(ParameterGroups groups, ParameterLayout layout) {
    int[] assigned = groups.assign(layout);
    boolean[] used = new boolean[groups.count()];
    for (int i = 0; i < assigned.length; i++) {
      Span span = layout.spans().get(i);
      if (!span.kind().learned()) {
        assigned[i] = -1;
      } else if (assigned[i] < 0 || assigned[i] >= used.length) {
        throw new IllegalArgumentException(
            "Parameter %s must be in a group in [0, %d), got %d"
                .formatted(span.path(), used.length, assigned[i]));
      } else {
        used[assigned[i]] = true;
      }
    }
    for (int group = 0; group < used.length; group++) {
      if (!used[group]) {
        throw new IllegalArgumentException(
            "Parameter group %d of %d is empty: no learned parameter is in it"
                .formatted(group, used.length));
      }
    }
    return assigned;
  }
}
