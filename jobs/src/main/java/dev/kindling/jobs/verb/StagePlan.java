package dev.kindling.jobs.verb;

import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.archive.ModelArchive;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * What all fits of a training will do, before the first of them does anything.
 *
 * @param lines of the plans of all
 * @param warnings of what may go wrong with them, each once
 */
record StagePlan(List<String> lines, Set<String> warnings) {
  /**
   * Makes the plans. Sizes go from stage to stage as they are, so those of the model that the first
   * one starts from are those of all.
   *
   * @throws SettingsException if a stage cannot go on from the one before
   */
  static StagePlan of(List<Training> trainings, SparkSession spark) {
    Optional<ModelArchive> origin = ModelChoice.origin(trainings.get(0).settings());
    PreparedDataset first = trainings.get(0).dataset(spark);
    Heaps heaps = Heaps.of(spark);
    List<String> lines = new ArrayList<>();
    Set<String> warnings = new LinkedHashSet<>();
    for (Training training : trainings) {
      PreparedDataset dataset = training.dataset(spark);
      TrainPlan plan = TrainPlan.of(training.settings(), dataset, origin, heaps);
      requireSameRules(first, dataset);
      training
          .stage()
          .ifPresent(
              stage ->
                  lines.add(
                      "Stage %s in %s%s"
                          .formatted(
                              stage.text(),
                              training.directory().path(),
                              training.finished() ? ", finished" : "")));
      lines.addAll(plan.lines());
      warnings.addAll(plan.warnings());
    }
    return new StagePlan(lines, warnings);
  }

  private static void requireSameRules(PreparedDataset first, PreparedDataset dataset) {
    if (dataset.kind() == Kind.TEXT
        && !first.manifest().text().rules().equals(dataset.manifest().text().rules())) {
      throw new SettingsException(
          "Stages need datasets of the same tokenizer rules: \"%s\" in %s, \"%s\" in %s; prepare one of them anew"
              .formatted(
                  first.manifest().text().rules(),
                  first.path(),
                  dataset.manifest().text().rules(),
                  dataset.path()));
    }
  }
}
