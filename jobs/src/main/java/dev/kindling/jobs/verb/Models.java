package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.jobs.settings.Staged;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.DeployedModel;
import dev.kindling.train.cluster.Ensemble;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.text.AwdLstm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Trained models as verbs name them. */
final class Models {
  private static final String SMOOTHING = "train.label-smoothing";

  private Models() {}

  /**
   * The file of the model: the one given, or the run's; of several stages, that of the last.
   *
   * @throws SettingsException if there is no such file
   */
  static Path file(Optional<String> given, Settings settings, String key) {
    Path file =
        given
            .map(RunDirectory::at)
            .map(RunDirectory::path)
            .or(() -> trained(settings, any -> true))
            .orElseThrow(
                () ->
                    new SettingsException(
                        "%s or run.path is needed: the model to use".formatted(key)));
    if (!Files.isRegularFile(file)) {
      throw new SettingsException("No model %s: train one, or name another".formatted(file));
    }
    return file;
  }

  /** As above, for several models. */
  static List<Path> files(List<String> given, Settings settings, String key) {
    return given.isEmpty()
        ? List.of(file(Optional.empty(), settings, key))
        : given.stream().map(name -> file(Optional.of(name), settings, key)).toList();
  }

  /** As above, but of several stages that of the last language model. */
  static Path languageModel(Optional<String> given, Settings settings, String key) {
    Optional<String> found =
        given.or(
            () ->
                trained(settings, staged -> staged.stage().architecture().equals(AwdLstm.NAME))
                    .map(Path::toString));
    return file(found, settings, key);
  }

  private static Optional<Path> trained(Settings settings, Predicate<Staged> wanted) {
    Settings last =
        settings.stages().stream()
            .filter(wanted)
            .reduce((before, after) -> after)
            .map(Staged::settings)
            .orElse(settings);
    return last.run().path().map(path -> RunDirectory.at(path).model());
  }

  static ModelArchive read(Path file) {
    try {
      return ModelArchive.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files for people, and as the field of the contract: one, or all with + between. */
  static String shown(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(" + "));
  }

  /**
   * Classifiers that are asked together.
   *
   * @throws SettingsException if one is a language model, or they tell other categories apart
   */
  static Ensemble ensemble(List<Path> files, Settings settings, String key) {
    List<DeployedModel> members = new ArrayList<>();
    for (Path file : files) {
      ModelArchive archive = read(file);
      if (archive.card().architecture().equals(AwdLstm.NAME)) {
        throw new SettingsException(
            "%s: %s is a language model, which tells no categories apart".formatted(key, file));
      }
      members.add(DeployedModel.of(archive, settings.train().engine()));
      requireSameCategories(members, files, key);
    }
    return Ensemble.of(members);
  }

  private static void requireSameCategories(
      List<DeployedModel> members, List<Path> files, String key) {
    DeployedModel first = members.get(0);
    DeployedModel last = members.get(members.size() - 1);
    if (!first.vocab().equals(last.vocab())
        || first.takesTexts() != last.takesTexts()
        || !first.target().equals(last.target())) {
      throw new SettingsException(
          "%s: models can be averaged if they tell the same categories of the same kind of item apart; %s has %s, %s has %s"
              .formatted(
                  key, files.get(0), first.vocab(), files.get(members.size() - 1), last.vocab()));
    }
  }

  /** The loss and metrics that the model was trained with. */
  static Scoring scoring(ModelArchive archive, int topLosses) {
    double smoothing =
        Double.parseDouble(archive.card().provenance().settings().getOrDefault(SMOOTHING, "0"));
    return Scoring.of(archive.card().target(), archive.card().vocab(), smoothing, topLosses);
  }
}
