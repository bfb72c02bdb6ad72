package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.util.ArrayList;
import java.util.List;

/**
 * The dropout masks of one step but for those of weights; an empty one drops nothing.
 *
 * @param words a factor for each word
 * @param inputs {@code [rows, embedding]}
 * @param hidden of each layer but the last, {@code [rows, outputs]}
 */
@SuppressWarnings("ArrayRecordComponent")
record Masks(float[] words, float[] inputs, List<float[]> hidden) {
  /** Drops nothing. */
  static final float[] NONE = new float[0];

  static Masks none(int layers) {
    List<float[]> hidden = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      hidden.add(NONE);
    }
    return new Masks(NONE, NONE, hidden);
  }

  static Masks of(DropoutMasks draws, AwdLstm architecture, List<String> keys) {
    List<float[]> hidden = new ArrayList<>();
    for (int layer = 0; layer < architecture.layers() - 1; layer++) {
      hidden.add(
          draws.dropouts().hidden() > 0
              ? draws.hidden(layer, keys, architecture.outputs(layer))
              : NONE);
    }
    return new Masks(
        draws.dropouts().embedding() > 0 ? draws.embedding(architecture.vocab()) : NONE,
        draws.dropouts().input() > 0 ? draws.input(keys, architecture.embedding()) : NONE,
        hidden);
  }

  /** Of the last layer's output, {@code [rows, embedding]}. */
  static float[] output(DropoutMasks draws, AwdLstm architecture, List<String> keys) {
    return draws.dropouts().output() > 0 ? draws.output(keys, architecture.embedding()) : NONE;
  }

  /** The factor of a word. */
  float word(int token) {
    return words.length == 0 ? 1 : words[token];
  }

  /** Drops embedded tokens, or their slopes. */
  void input(float[] values) {
    if (inputs.length > 0) {
      Vectors.multiply(values, inputs);
    }
  }

  /** Of a layer's output. */
  float[] hidden(int layer) {
    return hidden.get(layer);
  }
}
