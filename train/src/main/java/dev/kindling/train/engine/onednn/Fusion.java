package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.onednn.Operation.Activation;
import dev.kindling.train.engine.onednn.Operation.Convolution;
import dev.kindling.train.engine.onednn.Operation.Normalization;
import dev.kindling.train.engine.onednn.Operation.NormedConvolution;
import dev.kindling.train.engine.onednn.Operation.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Joins operations that one pass over the data can do. */
final class Fusion {
  private Fusion() {}

  /**
   * For training: ReLU joins the batch norm or the sum before it, unless somebody else reads or
   * watches what lies between.
   */
  static Network forTraining(Network network, Set<String> watched) {
    return joined(network, watched, Fusion::rectified);
  }

  /** For evaluation: batch norm, a sum and ReLU join the convolution before them. */
  static Network forEvaluation(Network network) {
    Network normed = joined(network, Set.of(), Fusion::normed);
    Network summed = joined(normed, Set.of(), Fusion::summed);
    return joined(summed, Set.of(), Fusion::rectified);
  }

  /** Joins each node with its only reader where the rule gives a node for the two. */
  private static Network joined(
      Network network, Set<String> watched, BiFunction<Node, Node, Optional<Node>> rule) {
    List<Node> nodes = new ArrayList<>(network.nodes());
    for (int i = 0; i < nodes.size(); i++) {
      Node first = nodes.get(i);
      List<Node> readers =
          nodes.stream().filter(node -> node.inputs().contains(first.output())).toList();
      if (readers.size() != 1
          || watched.contains(first.output())
          || first.output().equals(network.output())) {
        continue;
      }
      Node second = readers.get(0);
      Optional<Node> both = rule.apply(first, second);
      if (both.isPresent()) {
        // The later place: by then everything that either reads has been computed.
        nodes.set(nodes.indexOf(second), both.get());
        nodes.remove(i);
        i--;
      }
    }
    return new Network(network.input(), nodes, network.output());
  }

  private static Optional<Node> rectified(Node first, Node second) {
    if (!second.operation().equals(Activation.RELU)) {
      return Optional.empty();
    }
    Operation operation = first.operation();
    if (operation instanceof Normalization norm && !norm.rectified()) {
      return Optional.of(joined(first, norm.withRelu(), second));
    } else if (operation instanceof Sum sum && !sum.rectified()) {
      return Optional.of(joined(first, new Sum(true), second));
    } else if (operation instanceof NormedConvolution normed && !normed.rectified()) {
      return Optional.of(joined(first, normed.withRelu(), second));
    }
    return Optional.empty();
  }

  private static Optional<Node> normed(Node first, Node second) {
    if (first.operation() instanceof Convolution convolution
        && !convolution.biased()
        && second.operation() instanceof Normalization norm) {
      return Optional.of(
          joined(first, new NormedConvolution(convolution, second.name(), norm, false), second));
    }
    return Optional.empty();
  }

  private static Optional<Node> summed(Node first, Node second) {
    if (first.operation() instanceof NormedConvolution normed
        && first.inputs().size() == 1
        && second.operation().equals(new Sum(false))
        && second.inputs().size() == 2) {
      List<String> others = new ArrayList<>(second.inputs());
      others.remove(first.output());
      List<String> inputs = List.of(first.inputs().get(0), others.get(0));
      return Optional.of(new Node(first.name(), normed, inputs, second.output()));
    }
    return Optional.empty();
  }

  private static Node joined(Node first, Operation operation, Node second) {
    return new Node(first.name(), operation, first.inputs(), second.output());
  }
}
