package dev.kindling.train.engine.onednn;

import java.util.List;

/**
 * A model as operations in an order in which they can run.
 *
 * @param input name of the images
 * @param nodes each after those that it reads
 * @param output name of the logits
 */
record Network(String input, List<Node> nodes, String output) {
  Network {
    nodes = List.copyOf(nodes);
  }

  /** The nodes that read that value. */
  List<Node> readers(String value) {
    return nodes.stream().filter(node -> node.inputs().contains(value)).toList();
  }
}
