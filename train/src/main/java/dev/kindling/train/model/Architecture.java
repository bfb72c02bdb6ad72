package dev.kindling.train.model;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import java.io.Serializable;
import java.util.Map;

/**
 * What a model is, without its parameters: a name and arguments, from which the same graph can be
 * built anywhere. Archives and broadcasts carry this, never a serialised graph.
 */
public interface Architecture extends Serializable {
  /** The name that settings and archives use, such as {@code xresnet18}. */
  String name();

  /** The arguments that, with the name, rebuild it: JSON numbers and strings. */
  Map<String, Object> arguments();

  /**
   * The parameters that training starts from: a function of the arguments alone.
   *
   * @param layout of the graph's flat vector
   * @return a fresh array as long as the layout
   */
  float[] initialParameters(ParameterLayout layout, Seed seed);
}
