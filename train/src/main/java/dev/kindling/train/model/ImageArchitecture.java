package dev.kindling.train.model;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** A model that tells categories of images apart. */
public interface ImageArchitecture extends Architecture {
  /** Categories that the model tells apart. */
  int classes();

  /** Channels of an input image. */
  int channels();

  /**
   * A fresh graph whose only output is the logits (no softmax), with parameters allocated but not
   * initialised.
   *
   * @param height rows of the input images
   * @param width columns of the input images
   */
  ComputationGraph graph(int height, int width);
}
