package dev.kindling.jobs.settings;

import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.TextClassifier;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fit of a training that has several, each going on from what the one before learned. They are
 * declared in the order in which they may follow one another.
 */
public enum Stage {
  /** A language model on a dataset of its own. */
  PRETRAIN("pretrain", AwdLstm.NAME),
  /** A language model of the texts that are to be told apart, or of more texts like them. */
  LANGUAGE_MODEL("language-model", AwdLstm.NAME),
  /** A classifier on the language model's encoder. */
  CLASSIFIER("classifier", TextClassifier.NAME);

  private final String text;
  private final String architecture;

  Stage(String text, String architecture) {
    this.text = text;
    this.architecture = architecture;
  }

  /** Its name in settings, and that of its folder. */
  public String text() {
    return text;
  }

  /** What learns. */
  public String architecture() {
    return architecture;
  }

  /** The names of all, in order. */
  static List<String> names() {
    return Stream.of(values()).map(Stage::text).toList();
  }

  static Stage of(String text) {
    return values()[names().indexOf(text)];
  }

  /** Where the settings of this stage alone are. */
  String block() {
    return "stages." + text;
  }
}
