package dev.kindling.jobs.verb;

import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.jobs.settings.ModelSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Architectures;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.EncoderTransfer;
import dev.kindling.train.text.TextClassifier;
import dev.kindling.train.text.VocabTransfer;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that settings and a dataset mean together. */
final class ModelChoice {
  private static final int CHANNELS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(ModelChoice.class);

  private ModelChoice() {}

  /**
   * The architecture.
   *
   * @throws SettingsException if it takes another kind of item than the dataset has
   */
  static Architecture of(Settings settings, PreparedDataset dataset) {
    ModelSettings model = settings.model();
    boolean texts = dataset.kind() == Kind.TEXT;
    if (texts != model.takesText()) {
      throw new SettingsException(
          "model.architecture = %s takes items of kind %s, %s holds %s"
              .formatted(
                  model.architecture(),
                  (model.takesText() ? Kind.TEXT : Kind.IMAGE).text(),
                  dataset.path(),
                  dataset.kind().text()));
    }
    if (!texts) {
      return image(model, dataset);
    }
    return model.architecture().equals(TextClassifier.NAME)
        ? classifier(settings, dataset)
        : language(settings, dataset);
  }

  private static Architecture image(ModelSettings model, PreparedDataset dataset) {
    return Architectures.images(
        model.architecture(),
        Map.of("channels", CHANNELS, "classes", dataset.manifest().vocab().size()));
  }

  private static TextClassifier classifier(Settings settings, PreparedDataset dataset) {
    AwdLstm encoder =
        language(settings, dataset)
            .dropouts(Dropouts.CLASSIFIER.scaled(settings.model().text().dropoutScale()));
    return TextClassifier.of(encoder, dataset.manifest().vocab().size());
  }

  /** A language model for the dataset's vocabulary; its sizes are those of what it starts from. */
  private static AwdLstm language(Settings settings, PreparedDataset dataset) {
    ModelSettings.Text text = settings.model().text();
    Optional<AwdLstm> start =
        archive(settings).map(archive -> AwdLstm.of(archive.card().arguments()));
    return AwdLstm.of(
            dataset.manifest().text().vocab(),
            start.map(AwdLstm::embedding).orElse(text.embedding()),
            start.map(AwdLstm::hidden).orElse(text.hidden()),
            start.map(AwdLstm::layers).orElse(text.layers()))
        .dropouts(Dropouts.LANGUAGE_MODEL.scaled(text.dropoutScale()))
        .penalties(text.activationPenalty(), text.temporalPenalty());
  }

  /**
   * The parameters to start from, moved to the dataset's vocabulary; empty to start from random
   * ones.
   *
   * @throws SettingsException if the model to start from was made with other tokenizer rules
   */
  static Optional<StartingPoint> start(Settings settings, PreparedDataset dataset) {
    return archive(settings).map(archive -> moved(archive, settings, dataset));
  }

  private static StartingPoint moved(
      ModelArchive archive, Settings settings, PreparedDataset dataset) {
    TextSpec inputs = archive.card().texts();
    String rules = dataset.manifest().text().rules();
    if (!inputs.rules().equals(rules)) {
      throw new SettingsException(
          "model.start was made with other tokenizer rules: \"%s\" there, \"%s\" in %s; prepare the dataset with the same"
              .formatted(inputs.rules(), rules, dataset.path()));
    }
    AwdLstm model = AwdLstm.of(archive.card().arguments());
    VocabTransfer transfer =
        VocabTransfer.of(
            model,
            archive.parameters(model.layout()),
            Vocab.of(inputs.tokens()),
            dataset.tokenVocab());
    LOG.info(
        "Starts from {}: {} tokens of the vocabulary known, {} new",
        archive.card().architecture(),
        transfer.known(),
        transfer.added());
    if (of(settings, dataset) instanceof TextClassifier classifier) {
      ParameterLayout layout = classifier.layout();
      return StartingPoint.of(
          EncoderTransfer.into(
              transfer.model(),
              transfer.parameters(),
              layout,
              classifier.initialParameters(layout, settings.seed())));
    }
    return StartingPoint.of(transfer.parameters());
  }

  private static Optional<ModelArchive> archive(Settings settings) {
    return settings
        .model()
        .text()
        .start()
        .map(file -> Models.read(Models.file(Optional.of(file), settings, "model.start")));
  }
}
