package dev.kindling.jobs.settings;

import dev.kindling.augment.Augmentations;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.BatchMix;
import dev.kindling.augment.CutMix;
import dev.kindling.augment.Interpolation;
import dev.kindling.augment.MixUp;
import dev.kindling.augment.Padding;
import dev.kindling.augment.Preset;
import dev.kindling.augment.Sampling;
import java.util.List;
import java.util.Locale;

/**
 * How training images vary.
 *
 * @param augmentations what is drawn for training, what validation sees, and what does it
 * @param copies augmented copies of each item of train that prepare writes
 */
public record AugmentSettings(Augmentations augmentations, int copies) {
  static AugmentSettings from(Reader reader) {
    Preset preset = Preset.of(reader.oneOf("augment.preset", Preset.names()));
    return new AugmentSettings(
        new Augmentations(preset, mixes(reader), sampling(reader), backend(reader)),
        reader.count("augment.copies", 0));
  }

  private static List<BatchMix> mixes(Reader reader) {
    double alpha = reader.number("augment.mix.alpha", Interval.BETA_ALPHA);
    return switch (reader.oneOf("augment.mix.by", List.of("none", "mixup", "cutmix", "both"))) {
      case "mixup" -> List.of(new MixUp(alpha));
      case "cutmix" -> List.of(new CutMix(alpha));
      case "both" -> List.of(new MixUp(alpha), new CutMix(alpha));
      default -> List.of();
    };
  }

  private static Sampling sampling(Reader reader) {
    return Sampling.DEFAULT
        .with(constant(Interpolation.class, reader, "augment.interpolation"))
        .with(constant(Padding.class, reader, "augment.padding"));
  }

  private static BackendChoice backend(Reader reader) {
    return new BackendChoice(
        BackendChoice.Policy.of(reader.oneOf("augment.backend", BackendChoice.Policy.names())),
        reader.text("augment.device").strip(),
        reader.count("augment.threads", 1));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, Reader reader, String key) {
    List<String> names =
        java.util.Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    return Enum.valueOf(type, reader.oneOf(key, names).toUpperCase(Locale.ROOT));
  }
}
