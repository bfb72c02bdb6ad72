package dev.kindling.jobs.settings;

import dev.kindling.train.text.Direction;
import java.util.List;
import java.util.Optional;

/**
 * What learns.
 *
 * @param architecture its name, such as {@code xresnet18}
 * @param threshold probability from which one of several labels is told, in (0, 1)
 * @param text what only models of text have
 */
public record ModelSettings(String architecture, double threshold, Text text) {
  private static final List<String> IMAGES =
      List.of("xresnet-tiny", "xresnet18", "xresnet34", "xresnet50", "xresnet101", "xresnet152");
  private static final List<String> TEXTS = List.of("awd-lstm", "text-classifier");

  /**
   * What only models of text have.
   *
   * @param embedding features of a token
   * @param hidden features of the layers between
   * @param layers LSTMs
   * @param dropoutScale times the usual dropouts
   * @param activationPenalty times the mean square of the output
   * @param temporalPenalty times the mean square of the output's change
   * @param start the language model to go on from
   * @param direction which way documents are read
   */
  public record Text(
      int embedding,
      int hidden,
      int layers,
      double dropoutScale,
      double activationPenalty,
      double temporalPenalty,
      Optional<String> start,
      Direction direction) {}

  /** Whether it takes texts rather than images. */
  public boolean takesText() {
    return TEXTS.contains(architecture);
  }

  static ModelSettings from(Reader reader) {
    List<String> known = new java.util.ArrayList<>(IMAGES);
    known.addAll(TEXTS);
    return new ModelSettings(
        reader.oneOf("model.architecture", known),
        reader.number("model.threshold", Interval.INSIDE_UNIT),
        new Text(
            reader.count("model.embedding", 1),
            reader.count("model.hidden", 1),
            reader.count("model.layers", 1),
            reader.number("model.dropout-scale", Interval.DROPOUT_SCALE),
            reader.number("model.penalty.activation", Interval.NOT_NEGATIVE),
            reader.number("model.penalty.temporal", Interval.NOT_NEGATIVE),
            reader.textIfGiven("model.start"),
            Direction.of(reader.oneOf("model.direction", Direction.names()))));
  }
}
