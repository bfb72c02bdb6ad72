package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NumberFacts;
import dev.kindling.datablock.table.TargetFacts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is said of the labels of a dataset that are not one category for each item. */
final class TargetLook {
  private TargetLook() {}

  /** For {@code prepare}. */
  static void describe(TargetFacts target, Result.Builder result) {
    if (target.kind() == Targets.Kind.MULTI) {
      result
          .field("label-type", target.kind().text())
          .field("bare", target.bare())
          .line("Several labels an item; items that have none: " + target.bare());
    }
    if (target.kind() == Targets.Kind.NUMBER) {
      result.field("label-type", target.kind().text()).field("numbers", numbers(target));
      target
          .numbers()
          .forEach(
              (split, facts) -> result.line("Numbers of %s: %s".formatted(split, text(facts))));
    }
  }

  /** For {@code inspect}: facts by name. */
  static void describe(Manifest manifest, Map<String, String> facts) {
    TargetFacts target = manifest.target();
    switch (target.kind()) {
      case NUMBER ->
          target
              .numbers()
              .forEach((split, numbers) -> facts.put("numbers of " + split, text(numbers)));
      case MULTI -> {
        facts.put("labels", "%d, several an item".formatted(manifest.vocab().size()));
        facts.put("items without a label", target.bare().toString());
        facts.put("labels of an item of train", mean(manifest));
      }
      case CATEGORIES, NONE -> facts.put("labels", Integer.toString(manifest.vocab().size()));
    }
  }

  private static String mean(Manifest manifest) {
    long labels = manifest.labels(Split.TRAIN).values().stream().mapToLong(Long::longValue).sum();
    return String.format(Locale.ROOT, "%.2f", (double) labels / manifest.count(Split.TRAIN));
  }

  private static Map<String, Object> numbers(TargetFacts target) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    target
        .numbers()
        .forEach(
            (split, facts) ->
                numbers.put(
                    split,
                    Map.of(
                        "mean", facts.mean(),
                        "std", facts.std(),
                        "min", facts.least(),
                        "max", facts.most())));
    return numbers;
  }

  private static String text(NumberFacts facts) {
    return String.format(
        Locale.ROOT,
        "mean %.6g, standard deviation %.6g, %.6g to %.6g",
        facts.mean(),
        facts.std(),
        facts.least(),
        facts.most());
  }
}
