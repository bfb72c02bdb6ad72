/** Deeplearning4j's own training on Spark, as a peer. */
package dev.kindling.bench.dl4jspark;
