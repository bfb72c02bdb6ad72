package dev.kindling.train.engine.onednn;

/**
 * How long a step of a plan takes.
 *
 * @param name the layer that it is for, and what it does there
 * @param implementation oneDNN's kernel, or {@code java}
 * @param milliseconds mean of several runs
 */
public record StepTime(String name, String implementation, double milliseconds) {}
