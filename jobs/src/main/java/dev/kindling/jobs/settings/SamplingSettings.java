package dev.kindling.jobs.settings;

import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.shard.GroupShares.Length;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which items of train an epoch takes, and what they count: {@code train.sampling} and {@code
 * train.class-weights}.
 *
 * @param by what groups items whose shares are set
 * @param balance (by label) from 0, shares as they are, to 1, equal shares
 * @param length how long an epoch is
 * @param source (by source) what of a key names its source
 * @param shares (by source) of an epoch, by source
 * @param weighting whether labels weigh equally in the loss, whatever their items
 */
public record SamplingSettings(
    By by,
    double balance,
    Length length,
    Optional<KeyPattern> source,
    SortedMap<String, Double> shares,
    Weighting weighting) {
  /** The setting that an error about shares names. */
  public static final String SHARES = "train.sampling.shares";

  private static final String BY = "train.sampling.by";
  private static final String BALANCE = "train.sampling.balance";
  private static final String LENGTH = "train.sampling.length";
  private static final String CLASS_WEIGHTS = "train.class-weights";
  private static final String SOURCE = "train.sampling.source";

  public SamplingSettings {
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /** What groups items. */
  public enum By {
    /** Nothing: every item once. */
    NONE,
    /** Their labels. */
    LABEL,
    /** A part of their keys. */
    SOURCE
  }

  /** What items count in the loss. */
  public enum Weighting {
    /** The same. */
    NONE,
    /** So that all labels count the same together. */
    BALANCED
  }

  static SamplingSettings from(Reader reader) {
    By by = By.valueOf(upper(reader.oneOf(BY, List.of("none", "label", "source"))));
    switch (by) {
      case NONE ->
          reader.requireDefaults(List.of(BALANCE, LENGTH, SOURCE, SHARES), because("none"));
      case LABEL -> reader.requireDefaults(List.of(SOURCE, SHARES), because("label"));
      case SOURCE -> reader.requireDefaults(List.of(BALANCE), because("source"));
    }
    Optional<KeyPattern> source = DataSettings.pattern(reader, SOURCE);
    SortedMap<String, Double> shares = shares(reader);
    if (by == By.SOURCE && (source.isEmpty() || shares.isEmpty())) {
      throw DataSettings.missing(
          source.isEmpty() ? SOURCE : SHARES,
          "what of a key names its source, and the share of each, as train.sampling.by is source");
    }
    return new SamplingSettings(
        by,
        reader.number(BALANCE, Interval.UNIT),
        Length.valueOf(upper(reader.oneOf(LENGTH, List.of("same", "over", "under")))),
        source,
        shares,
        Weighting.valueOf(upper(reader.oneOf(CLASS_WEIGHTS, List.of("none", "balanced")))));
  }

  private static String because(String by) {
    return BY + " is " + by;
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /** Of texts such as {@code 0.7 photos}. */
  private static SortedMap<String, Double> shares(Reader reader) {
    TreeMap<String, Double> shares = new TreeMap<>();
    for (String text : reader.texts(SHARES)) {
      String[] parts = text.strip().split("\\s+", 2);
      double share = parts.length == 2 ? number(parts[0]) : Double.NaN;
      if (!(share > 0 && Double.isFinite(share)) || shares.put(parts[1], share) != null) {
        throw reader.complaint(
            SHARES, "a list of a share above 0 and a source each, such as \"0.7 photos\"");
      }
    }
    return shares;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
