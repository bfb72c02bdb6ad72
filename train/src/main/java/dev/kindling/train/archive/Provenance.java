package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where a model comes from.
 *
 * @param dataset path of the prepared dataset
 * @param datasetVersion its table version
 * @param settings the resolved settings, secrets redacted, by path
 * @param seed the run's seed
 * @param metrics figures on the validation split by name, {@code loss} among them
 * @param codeVersion the version of the code that trained it
 * @param created when, ISO 8601 in UTC
 */
public record Provenance(
    String dataset,
    long datasetVersion,
    Map<String, String> settings,
    long seed,
    Map<String, Double> metrics,
    String codeVersion,
    String created) {
  public Provenance {
    requireNonNull(dataset, "dataset");
    requireNonNull(codeVersion, "codeVersion");
    requireNonNull(created, "created");
    settings = Map.copyOf(settings);
    metrics = Map.copyOf(metrics);
  }
}
