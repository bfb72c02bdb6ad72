package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import java.io.Serializable;
import java.util.List;

/**
 * Divides a model's learned parameters into groups, each with a rate and momentum of its own. A
 * group whose rate is 0 stays as it is, bit for bit.
 */
public interface ParameterGroups extends Serializable {
  /** Number of groups, at least 1. */
  int count();

  /**
   * The group of each span, in layout order; what it says of running statistics does not matter.
   *
   * @throws IllegalArgumentException if the layout lacks what the groups name
   */
  int[] assign(ParameterLayout layout);

  /**
   * The group of each span, in layout order, and -1 for running statistics, which are in no group.
   *
   * @throws IllegalArgumentException if a learned span is in no group or a group has no span
   */
  default int[] partition(ParameterLayout layout) {
    return Partition.of(this, layout);
  }

  /** All parameters in one group. */
  static ParameterGroups one() {
    return startingAt(List.of());
  }

  /**
   * One group more at each of these layers, which goes on up to the next: {@code
   * startingAt(List.of("fc"))} parts the body, group 0, from the head, group 1.
   *
   * @param layers names of layers, in the order in which their parameters lie
   */
  static ParameterGroups startingAt(List<String> layers) {
    return new StartingAt(layers);
  }

  /**
   * One group for each list of layers, wherever their parameters lie.
   *
   * @param layers names of layers; together all that have parameters
   */
  static ParameterGroups ofLayers(List<List<String>> layers) {
    return new OfLayers(layers);
  }

  /**
   * Two groups for transfer: batch norms and everything from the head on are group 1, the rest of
   * the body is group 0.
   *
   * @param head name of the head's first layer with parameters
   */
  static ParameterGroups normsAndHead(String head) {
    return new NormsAndHead(head);
  }
}
