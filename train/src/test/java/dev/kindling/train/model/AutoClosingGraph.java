package dev.kindling.train.model;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A model's graph with the layout that its engine reads from it. */
final class AutoClosingGraph implements AutoCloseable {
  private static final int SIZE = 32;
  private final ImageArchitecture architecture;
  private final ComputationGraph graph;
  private final Nd4jEngine engine;

  AutoClosingGraph(ImageArchitecture architecture) {
    this.architecture = architecture;
    this.graph = architecture.graph(SIZE, SIZE);
    this.engine = Nd4jEngine.of(graph, architecture.classes());
  }

  ComputationGraph graph() {
    return graph;
  }

  ParameterLayout layout() {
    return engine.layout();
  }

  void initialise(Seed seed) {
    engine.parameters().put(architecture.initialParameters(layout(), seed));
  }

  @Override
  public void close() {
    engine.close();
  }
}
