package dev.kindling.train.engine;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import java.util.Set;

/**
 * Runs a model that gives logits: forward, backward and predict over one flat parameter vector.
 *
 * <p>A step is {@code forward(batch)}, then {@code backward(gradient of the loss)}; who calls then
 * updates {@link #parameters()} from {@link #gradient()} in place. Engines with the same parameters
 * give the same numbers within a stated bound.
 *
 * <p>Not thread-safe: one engine belongs to one thread at a time.
 */
public non-sealed interface Engine extends Network {
  /**
   * Runs forward in training mode and keeps what backward needs.
   *
   * @return logits, {@code [batch, classes]} row-major, a fresh array that the caller owns
   */
  float[] forward(Batch batch);

  /**
   * As {@link #forward(Batch)}, for models with dropout: what an item draws is a function of the
   * seed, its key and the layer, whatever else is in the batch. An engine that leaves it to others
   * to draw is as repeatable as they are.
   *
   * @param seed of the step
   */
  default float[] forward(Batch batch, Seed seed) {
    return forward(batch);
  }

  /**
   * Runs backward from the last {@link #forward} and overwrites {@link #gradient()}.
   *
   * @param lossGradient d loss / d logits, {@code [batch, classes]} row-major
   * @throws IllegalStateException if no forward came before
   */
  void backward(float[] lossGradient);

  /**
   * Runs forward in evaluation mode: running statistics, no dropout.
   *
   * @return logits, {@code [batch, classes]} row-major, a fresh array that the caller owns
   */
  float[] predict(Batch batch);

  /**
   * From the next forward on, keeps what these layers compute, so that it can be read; nothing is
   * kept of layers that nobody watches, and so costs nothing.
   *
   * @param layers names in the graph; empty at first
   * @throws IllegalArgumentException if the model has no such layer
   * @throws UnavailableEngineException if this engine shows no layers
   */
  default void watch(Set<String> layers) {
    if (!layers.isEmpty()) {
      throw UnavailableEngineException.doesNotShow(name(), "layers");
    }
  }

  /**
   * What a watched layer computed in the last {@link #forward}; to be read before {@link
   * #backward}.
   *
   * @throws IllegalStateException if it is not watched, or no forward came since
   */
  default Activations activations(String layer) {
    throw UnavailableEngineException.doesNotShow(name(), "layers");
  }

  /**
   * The gradient of the loss by what a watched layer computed; to be read after {@link #backward}.
   *
   * @throws IllegalStateException if it is not watched, or no backward came since
   * @throws UnavailableEngineException if this engine does not show it
   */
  default Activations activationGradient(String layer) {
    throw UnavailableEngineException.doesNotShow(name(), "gradients by layers");
  }
}
