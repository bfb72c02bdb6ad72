package dev.kindling.train.engine;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;

/**
 * Runs a language model on windows of token streams. The loss is part of it: over a large
 * vocabulary the logits of a window are too many to be handed out.
 *
 * <p>The recurrent state goes on from window to window, without a gradient through the border; it
 * starts from zero, and starts anew where the number of rows changes.
 *
 * <p>Not thread-safe: one engine belongs to one thread at a time.
 */
public non-sealed interface LanguageEngine extends Network {
  /**
   * Runs a window in training mode, carries the state on and keeps what backward needs. {@link
   * #gradient()} means nothing from here to {@link #backward}.
   *
   * @param draws decides the dropout masks, by row key
   */
  TokenScores forward(TokenBatch window, Seed draws);

  /**
   * Runs backward from the last {@link #forward} and overwrites {@link #gradient()} with that of
   * {@code scale * (mean cross entropy + penalties)}.
   *
   * @throws IllegalStateException if no forward came before
   */
  void backward(double scale);

  /** Runs a window in evaluation mode, without dropout, and carries the state on. */
  TokenScores evaluate(TokenBatch window);

  /**
   * Logits of the token after the last step of each row, {@code [rows, vocab]} row-major, in
   * evaluation mode; carries the state on.
   */
  float[] predict(TokenBatch window);

  /** A copy of the recurrent state: of each layer h, then c, {@code [rows, features]} row-major. */
  float[] state();

  /**
   * Goes on from this state.
   *
   * @param values as {@link #state()} gave them; empty to start from zero
   * @throws IllegalArgumentException if their number is not that of any number of rows
   */
  void state(float[] values);
}
