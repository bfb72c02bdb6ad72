package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.GroupShares;
import dev.kindling.datablock.shard.ItemWeights;
import dev.kindling.datablock.shard.WeightedSampler;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.SamplingSettings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.WeightedLoss;
import dev.kindling.train.text.AwdLstm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an epoch takes of a dataset, by {@code train.sampling}, and what items count in the loss, by
 * {@code train.class-weights}.
 */
final class Samplers {
  private Samplers() {}

  /**
   * The sampler.
   *
   * @throws SettingsException if the dataset or the model cannot be sampled so
   */
  static EpochSampler of(SamplingSettings settings, PreparedDataset dataset, Architecture model) {
    if (settings.by() == SamplingSettings.By.NONE) {
      return EpochSampler.everyItemOnce();
    }
    if (model instanceof AwdLstm) {
      throw new SettingsException(
          "train.sampling.by must be none for a language model, which reads its texts from end to end");
    }
    return settings.by() == SamplingSettings.By.LABEL
        ? byLabel(settings, dataset)
        : bySource(settings, dataset);
  }

  /**
   * The loss with the weights asked for.
   *
   * @throws SettingsException if the dataset or the model cannot be weighted so
   */
  static Loss weighted(
      Loss loss, SamplingSettings settings, PreparedDataset dataset, Architecture model) {
    if (settings.weighting() == SamplingSettings.Weighting.NONE) {
      return loss;
    }
    if (model instanceof AwdLstm) {
      throw new SettingsException(
          "train.class-weights must be none for a language model, which has no labels");
    }
    GroupShares equal = shares("train.class-weights = balanced", 1, dataset);
    return new WeightedLoss(loss, weights(equal, dataset));
  }

  private static EpochSampler byLabel(SamplingSettings settings, PreparedDataset dataset) {
    GroupShares shares = shares("train.sampling.by = label", settings.balance(), dataset);
    return new WeightedSampler(
        new ItemWeights.ByTarget(weights(shares, dataset)), shares.length(settings.length()));
  }

  private static GroupShares shares(String setting, double balance, PreparedDataset dataset) {
    Targets.Kind kind = dataset.manifest().target().kind();
    if (kind != Targets.Kind.CATEGORIES) {
      throw new SettingsException(
          "%s needs one category an item, and the labels of %s are of type %s"
              .formatted(setting, dataset, kind.text()));
    }
    Map<String, Long> counts =
        dataset.manifest().labels(Split.TRAIN).entrySet().stream()
            .filter(label -> label.getValue() > 0)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (counts.isEmpty()) {
      throw new SettingsException(
          "%s needs labels, and %s has none in train".formatted(setting, dataset));
    }
    return GroupShares.balanced(counts, balance);
  }

  /** By category index; 0 for one that train does not have. */
  private static List<Double> weights(GroupShares shares, PreparedDataset dataset) {
    return dataset.manifest().vocab().stream()
        .map(label -> shares.counts().containsKey(label) ? shares.weight(label) : 0)
        .toList();
  }

  private static EpochSampler bySource(SamplingSettings settings, PreparedDataset dataset) {
    Map<String, Long> counts = dataset.counts(Split.TRAIN, settings.source().orElseThrow());
    long nameless = counts.getOrDefault("", 0L);
    if (nameless > 0) {
      throw new SettingsException(
          "train.sampling.source finds no source in the keys of %d items of train in %s"
              .formatted(nameless, dataset));
    }
    if (!counts.keySet().equals(settings.shares().keySet())) {
      throw new SettingsException(
          "%s must name every source of train and no other: there are %s, got %s"
              .formatted(SamplingSettings.SHARES, counts.keySet(), settings.shares().keySet()));
    }
    GroupShares shares = new GroupShares(new TreeMap<>(counts), settings.shares());
    List<String> sources = List.copyOf(shares.counts().keySet());
    List<Double> weights = sources.stream().map(shares::weight).toList();
    return new WeightedSampler(
        new ItemWeights.BySource(settings.source().orElseThrow(), sources, weights),
        shares.length(settings.length()));
  }
}
