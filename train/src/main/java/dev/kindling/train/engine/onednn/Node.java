package dev.kindling.train.engine.onednn;

import java.util.List;

/**
 * An operation of a network.
 *
 * @param name of the layer, which also names its parameters
 * @param output what later nodes call its result; another name than the layer's after fusion
 * @param inputs names of what it reads
 */
record Node(String name, Operation operation, List<String> inputs, String output) {
  Node {
    inputs = List.copyOf(inputs);
  }

  static Node of(String name, Operation operation, List<String> inputs) {
    return new Node(name, operation, inputs, name);
  }
}
