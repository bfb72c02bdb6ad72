package dev.kindling.train.engine;

import java.io.Serializable;

/**
 * Which engine runs which model: a value that any JVM can open, and that means the same in each.
 *
 * @param <E> what it opens
 */
public interface EngineSpec<E extends Network> extends Serializable {
  /**
   * This, once it is known to open on this machine.
   *
   * @throws dev.kindling.train.engine.onednn.UnsupportedLayerException if the model has a layer
   *     that the engine cannot run
   * @throws UnavailableEngineException if this processor cannot compute in that precision
   * @throws LinkageError if the engine's natives cannot be loaded
   */
  EngineSpec<E> checked();

  /** The choice that means this on any machine. */
  EngineChoice choice();

  /**
   * A fresh engine, its parameters all zero, owned by the caller.
   *
   * @throws UnavailableEngineException if this machine's processor cannot compute in that precision
   */
  E open();
}
