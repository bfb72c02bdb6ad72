package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.UnavailableEngineException;

/** A graph has a layer that {@link OneDnnEngine} cannot run. */
public final class UnsupportedLayerException extends UnavailableEngineException {
  private static final long serialVersionUID = 1L;

  UnsupportedLayerException(String layer, String what) {
    super(
        "Layer %s is %s, which the engine onednn does not run; set engine = nd4j, or auto to let it choose"
            .formatted(layer, what));
  }
}
