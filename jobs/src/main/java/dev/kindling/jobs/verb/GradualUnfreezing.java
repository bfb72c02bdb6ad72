package dev.kindling.jobs.verb;

import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.optim.Adam;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.ParameterGroups;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.TextClassifier;
import dev.kindling.train.text.Unfreezing;

/** What {@code train.unfreeze = gradual} means for a model. */
final class GradualUnfreezing {
  /** The rates of the first stages of the usual recipes. */
  private static final double LANGUAGE_RATE = 2e-2;

  private static final double CLASSIFIER_RATE = 1e-2;

  private GradualUnfreezing() {}

  /**
   * The stages; the last is as long as {@code train.epochs}.
   *
   * @throws SettingsException if the model is not of texts
   */
  static Unfreezing of(Architecture model, TrainSettings train) {
    double rate = train.schedule().rate();
    if (model instanceof AwdLstm language) {
      return Unfreezing.languageModel(language, train.epochs()).times(rate / LANGUAGE_RATE);
    }
    if (model instanceof TextClassifier classifier) {
      return Unfreezing.classifier(classifier.encoder().layers(), train.epochs())
          .times(rate / CLASSIFIER_RATE);
    }
    throw new SettingsException(
        "train.unfreeze = gradual is for awd-lstm and text-classifier, model.architecture is %s"
            .formatted(model.name()));
  }

  /**
   * The optimizer over the model's groups.
   *
   * @throws SettingsException if the optimizer is not adam
   */
  static Optimizer grouped(Optimizer optimizer, Architecture model) {
    ParameterGroups groups =
        model instanceof AwdLstm language ? language.groups() : ((TextClassifier) model).groups();
    if (optimizer instanceof Adam adam) {
      return adam.groups(groups);
    }
    throw new SettingsException(
        "train.unfreeze = gradual needs train.optimizer.name = adam, got " + optimizer.name());
  }
}
