package dev.kindling.jobs.verb;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.jobs.settings.ModelSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Architectures;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Direction;
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
   * @param origin the model that it starts from, or one that has the same sizes
   * @throws SettingsException if it takes another kind of item than the dataset has, or does not
   *     fit the model that it starts from
   */
  static Architecture of(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin) {
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
        ? classifier(settings, dataset, origin)
        : language(settings, dataset, origin);
  }

  private static Architecture image(ModelSettings model, PreparedDataset dataset) {
    return Architectures.images(
        model.architecture(), Map.of("channels", CHANNELS, "classes", outputs(dataset, model)));
  }

  private static int outputs(PreparedDataset dataset, ModelSettings model) {
    return TargetSpec.of(dataset.manifest(), model.threshold()).outputs(dataset.manifest().vocab());
  }

  private static TextClassifier classifier(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin) {
    int classes = outputs(dataset, settings.model());
    if (classes < 2 && dataset.manifest().target().kind() != Targets.Kind.NUMBER) {
      throw new SettingsException(
          "model.architecture = %s needs texts of at least 2 categories or with numbers, %s has %d; prepare it with another data.label.by"
              .formatted(TextClassifier.NAME, dataset.path(), classes));
    }
    AwdLstm encoder =
        language(settings, dataset, origin)
            .dropouts(Dropouts.CLASSIFIER.scaled(settings.model().text().dropoutScale()));
    return TextClassifier.of(encoder, classes);
  }

  /** A language model for the dataset's vocabulary; its sizes are those of what it starts from. */
  private static AwdLstm language(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin) {
    origin.ifPresent(archive -> requireSameRules(archive, dataset));
    origin.ifPresent(archive -> requireSameDirection(archive, settings));
    ModelSettings.Text text = settings.model().text();
    Optional<AwdLstm> start = origin.map(archive -> AwdLstm.of(archive.card().arguments()));
    return AwdLstm.of(
            dataset.manifest().text().vocab(),
            start.map(AwdLstm::embedding).orElse(text.embedding()),
            start.map(AwdLstm::hidden).orElse(text.hidden()),
            start.map(AwdLstm::layers).orElse(text.layers()))
        .dropouts(Dropouts.LANGUAGE_MODEL.scaled(text.dropoutScale()))
        .penalties(text.activationPenalty(), text.temporalPenalty());
  }

  private static void requireSameRules(ModelArchive archive, PreparedDataset dataset) {
    String theirs = archive.card().texts().rules();
    String rules = dataset.manifest().text().rules();
    if (!theirs.equals(rules)) {
      throw new SettingsException(
          "model.start was made with other tokenizer rules: \"%s\" there, \"%s\" in %s; prepare the dataset with the same"
              .formatted(theirs, rules, dataset.path()));
    }
  }

  private static void requireSameDirection(ModelArchive archive, Settings settings) {
    Direction theirs = archive.card().texts().direction();
    Direction ours = settings.model().text().direction();
    if (theirs != ours) {
      throw new SettingsException(
          "model.start reads %s, model.direction is %s: set model.direction = %s, or start from a model that reads %s"
              .formatted(theirs.text(), ours.text(), theirs.text(), ours.text()));
    }
  }

  /** The parameters to start from, moved from the archive to the model and its vocabulary. */
  static StartingPoint start(
      ModelArchive archive, Architecture model, PreparedDataset dataset, Seed seed) {
    AwdLstm theirs = AwdLstm.of(archive.card().arguments());
    TextSpec inputs = archive.card().texts();
    VocabTransfer transfer =
        VocabTransfer.of(
            theirs,
            archive.parameters(theirs.layout()),
            TextRules.of(inputs.rules()).vocab().of(inputs.tokens()),
            dataset.tokenVocab());
    LOG.info(
        "Starts from a language model: {} tokens of the vocabulary known, {} new",
        transfer.known(),
        transfer.added());
    if (model instanceof TextClassifier classifier) {
      ParameterLayout layout = classifier.layout();
      return StartingPoint.of(
          EncoderTransfer.into(
              transfer.model(),
              transfer.parameters(),
              layout,
              classifier.initialParameters(layout, seed)));
    }
    return StartingPoint.of(transfer.parameters());
  }

  /**
   * What {@code model.start} names.
   *
   * @throws SettingsException if there is no such file, or it is no language model
   */
  static Optional<ModelArchive> origin(Settings settings) {
    return settings.model().text().start().map(file -> languageModel(file, settings));
  }

  private static ModelArchive languageModel(String file, Settings settings) {
    ModelArchive archive = Models.read(Models.file(Optional.of(file), settings, "model.start"));
    String architecture = archive.card().architecture();
    if (!architecture.equals(AwdLstm.NAME)) {
      throw new SettingsException(
          "model.start must be a language model (%s), %s is %s"
              .formatted(AwdLstm.NAME, file, architecture));
    }
    return archive;
  }
}
