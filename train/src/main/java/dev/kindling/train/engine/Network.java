package dev.kindling.train.engine;

import java.nio.FloatBuffer;

/** A model's live parameters and gradient, whatever it computes with them. */
public sealed interface Network extends AutoCloseable permits Engine, LanguageEngine {
  /** Its name in settings and reports, such as {@code nd4j}. */
  String name();

  /** What lies where in the flat vectors. */
  ParameterLayout layout();

  /**
   * The live parameters, running statistics included: float32, native order, {@code
   * layout().size()} long, position 0. The same memory on every call; writing to it changes the
   * model.
   */
  FloatBuffer parameters();

  /**
   * The live gradient, laid out as the parameters; written by {@link #backward}. In the spans of
   * running statistics it holds the amount to subtract from them.
   */
  FloatBuffer gradient();

  /** Frees native memory; the engine cannot be used afterwards. */
  @Override
  void close();
}
