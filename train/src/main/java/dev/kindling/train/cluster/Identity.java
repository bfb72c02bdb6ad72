package dev.kindling.train.cluster;

import dev.kindling.train.loop.Recipe;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that decides a fit's result, by name: what a checkpoint must agree with before it is
 * gone on from.
 *
 * @param values texts by name
 */
record Identity(Map<String, String> values) {
  Identity {
    values = Map.copyOf(values);
  }

  static Identity of(Fit fit, FitData data, long examples) {
    Recipe recipe = fit.workbench().recipe();
    Map<String, String> values = new TreeMap<>();
    values.put("dataset.path", data.path());
    values.put("dataset.version", Long.toString(data.version()));
    values.put("dataset.examples", Long.toString(examples));
    values.put("seed", Long.toString(recipe.seed().value()));
    values.put(
        "architecture",
        recipe.architecture().name() + new TreeMap<>(recipe.architecture().arguments()));
    values.put("image-size", Integer.toString(recipe.imageSize()));
    values.put("loss", stable(recipe.loss()));
    values.put("optimizer", stable(recipe.optimizer()));
    values.put("schedule", stable(recipe.schedule()));
    values.put("epochs", Integer.toString(recipe.epochs()));
    values.put("batch-size", Integer.toString(recipe.batchSize()));
    values.put("metrics", stable(recipe.metrics()));
    values.put("callbacks", stable(recipe.callbacks()));
    values.put("engine", stable(recipe.engine()));
    values.put("loss-scaling", stable(recipe.lossScaling()));
    values.put("sampler", stable(recipe.sampler()));
    fit.start().ifPresent(point -> values.put("start", point.sha256()));
    fit.workbench().identity().forEach((name, value) -> values.put("data." + name, value));
    fit.finishing().identity().forEach(values::put);
    fit.strategy().identity().forEach((name, value) -> values.put("strategy." + name, value));
    return new Identity(values);
  }

  /** A text that is the same in every JVM: addresses and numbers of lambdas are left out. */
  private static String stable(Object value) {
    return String.valueOf(value).replaceAll("\\$\\$Lambda[^,\\]\\s]*|@[0-9a-f]{1,16}\\b", "");
  }

  /**
   * What differs, as {@code name: theirs there, ours here}; empty if nothing does.
   *
   * @param theirs found
   */
  String differences(Identity theirs) {
    TreeSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(theirs.values.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(values.get(name), theirs.values.get(name)))
        .map(
            name ->
                "%s is %s there and %s here"
                    .formatted(name, theirs.values.get(name), values.get(name)))
        .collect(Collectors.joining("; "));
  }
}
