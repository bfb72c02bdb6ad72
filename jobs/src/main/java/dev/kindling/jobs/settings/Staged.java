package dev.kindling.jobs.settings;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several stages with its own settings: those of all, and over them those of its block. Its
 * run lies below the run of all, and its model starts from that of the stage before.
 *
 * @param stage which
 * @param settings of this stage alone, without stages
 */
public record Staged(Stage stage, Settings settings) {
  private static final String STAGES = "train.stages";
  private static final String ARCHITECTURE = "model.architecture";
  private static final String START = "model.start";
  private static final String RUN = "run.path";

  public Staged {
    requireNonNull(stage, "stage");
    requireNonNull(settings, "settings");
  }

  /**
   * The stages that {@code train.stages} names, in order; none if it is empty.
   *
   * @throws SettingsException if they cannot follow one another, or a setting of one is wrong
   */
  static List<Staged> of(Config config) {
    Reader reader = new Reader(config);
    List<Stage> stages = reader.words(STAGES, Stage.names()).stream().map(Stage::of).toList();
    if (stages.isEmpty()) {
      return List.of();
    }
    if (!stages.stream().sorted().distinct().toList().equals(stages)) {
      throw reader.complaint(STAGES, "some of %s, in this order".formatted(Stage.names()));
    }
    requireTextModel(reader);
    List<Staged> all = new ArrayList<>();
    Config before = config;
    for (Stage stage : stages) {
      Config own = own(stage, config, all.isEmpty() ? "" : model(before));
      all.add(new Staged(stage, settings(stage, config, own)));
      before = own;
    }
    return all;
  }

  /** The architecture follows from the stages; only one of images contradicts them. */
  private static void requireTextModel(Reader reader) {
    String architecture = reader.text(ARCHITECTURE);
    List<String> fitting = List.of("awd-lstm", "text-classifier");
    if (!fitting.contains(architecture)
        && !architecture.equals(Sources.reference().getString(ARCHITECTURE))) {
      throw reader.complaint(
          ARCHITECTURE, "left out, or one of awd-lstm, text-classifier, as train.stages is set");
    }
  }

  private static Config own(Stage stage, Config config, String start) {
    Config own =
        config
            .getConfig(stage.block())
            .withFallback(config)
            .withoutPath("stages")
            .withValue(STAGES, ConfigValueFactory.fromIterable(List.of(), stage.block()))
            .withValue(ARCHITECTURE, value(stage.architecture(), stage));
    String run = config.getString(RUN).strip();
    if (!run.isEmpty()) {
      own = own.withValue(RUN, value(below(run, stage.text()), stage));
    }
    return start.isEmpty() ? own : own.withValue(START, value(start, stage));
  }

  private static Settings settings(Stage stage, Config config, Config own) {
    Config block = config.getConfig(stage.block());
    if (stage == Stage.PRETRAIN && !block.hasPath("data.path")) {
      throw DataSettings.missing(
          stage.block() + ".data.path", "the dataset of texts that the language is learned from");
    }
    Reader reader = new Reader(own, key -> block.hasPath(key) ? stage.block() + "." + key : key);
    return Settings.of(reader, own, List.of());
  }

  private static com.typesafe.config.ConfigValue value(String text, Stage stage) {
    return ConfigValueFactory.fromAnyRef(text, stage.block());
  }

  private static String model(Config before) {
    String run = before.getString(RUN).strip();
    return run.isEmpty() ? "" : below(run, "model.kindling");
  }

  private static String below(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }
}
