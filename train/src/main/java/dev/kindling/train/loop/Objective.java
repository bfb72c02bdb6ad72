package dev.kindling.train.loop;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.precision.GradientScaler;

/**
 * What the loop asks of a model, whatever it computes: how good it is on a batch, and the gradient
 * of that. Used by one thread.
 */
interface Objective {
  /** The objective of a recipe on an engine. */
  static Objective of(Recipe recipe, Network network) {
    if (network instanceof LanguageEngine language) {
      return new LanguageObjective(language);
    }
    return new LogitsObjective((Engine) network, recipe.loss(), recipe.metrics());
  }

  /** Forgets what it remembers of earlier batches: a new sequence begins. */
  void startAnew();

  /** Runs forward in training mode and keeps what {@link #backward} needs. */
  void forward(Batch batch, Seed draws);

  /** Runs forward in evaluation mode. */
  void evaluate(Batch batch);

  /**
   * Logits of the last forward, {@code [batch, classes]} row-major.
   *
   * @throws IllegalStateException if the model does not hand them out
   */
  float[] predictions();

  /** How good the last forward was. */
  Scores scores();

  /** Runs backward from the last forward, its loss times the scaler's scale. */
  void backward(GradientScaler scaler);
}
