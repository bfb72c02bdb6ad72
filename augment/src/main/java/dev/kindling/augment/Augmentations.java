package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How images vary in training, and what validation and prediction then see. Immutable: every method
 * gives a new value.
 *
 * @param preset the transforms of both
 * @param mixes of which each training batch draws one; none to keep images apart
 * @param sampling of training images; all others are sampled so too, but for the padding, of which
 *     they show nothing: they are mirrored at their edges
 * @param backend what does it; changes no result beyond rounding
 */
public record Augmentations(
    Preset preset, List<BatchMix> mixes, Sampling sampling, BackendChoice backend)
    implements Serializable {
  private static final String PRESET = "preset";
  private static final String INTERPOLATION = "interpolation";
  private static final String SHRINKING = "shrinking";

  public Augmentations {
    requireNonNull(preset, "preset");
    mixes = List.copyOf(mixes);
    requireNonNull(sampling, "sampling");
    requireNonNull(backend, "backend");
  }

  /** A preset with nothing mixed, the usual sampling, on any backend. */
  public static Augmentations of(Preset preset) {
    return new Augmentations(preset, List.of(), Sampling.DEFAULT, BackendChoice.AUTO);
  }

  /** For photos. */
  public static Augmentations standard() {
    return of(Preset.STANDARD);
  }

  /** For small pictures whose subject fills the frame. */
  public static Augmentations light() {
    return of(Preset.LIGHT);
  }

  /** For small datasets and long training. */
  public static Augmentations strong() {
    return of(Preset.STRONG);
  }

  /** This, with images mixed in one of these ways. */
  public Augmentations mixing(BatchMix... ways) {
    return new Augmentations(preset, List.of(ways), sampling, backend);
  }

  /** This, with training images sampled in another way. */
  public Augmentations sampling(Sampling other) {
    return new Augmentations(preset, mixes, other, backend);
  }

  /** This, on another backend. */
  public Augmentations on(BackendChoice choice) {
    return new Augmentations(preset, mixes, sampling, choice);
  }

  /** What training sees, in output pixels. */
  public Augmentation training(int size, Normalize normalize) {
    return preset.training(size, normalize).mixing(mixes).sampling(sampling).on(backend);
  }

  /** What validation, test and prediction see, in output pixels; nothing random. */
  public Augmentation validation(int size, Normalize normalize) {
    return preset
        .validation(size, normalize)
        .sampling(sampling.with(Sampling.DEFAULT.padding()))
        .on(backend);
  }

  /** All that decides {@link #validation}, to be kept with a model: plain values by name. */
  public Map<String, String> view() {
    return Map.of(
        PRESET, preset.text(),
        INTERPOLATION, text(sampling.interpolation()),
        SHRINKING, text(sampling.shrinking()));
  }

  /**
   * What a model of that view sees, on any backend.
   *
   * @param view what {@link #view} gave; sampled as usual where it does not say how
   * @throws IllegalArgumentException if a value is none that this version knows
   */
  public static Augmentation validation(Map<String, ?> view, int size, Normalize normalize) {
    Sampling sampling =
        Sampling.DEFAULT
            .with(constant(Sampling.DEFAULT.interpolation(), view, INTERPOLATION))
            .with(constant(Sampling.DEFAULT.shrinking(), view, SHRINKING));
    return of(Preset.of(String.valueOf(view.get(PRESET))))
        .sampling(sampling)
        .validation(size, normalize);
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(E usual, Map<String, ?> view, String name) {
    Object value = view.get(name);
    if (value == null) {
      return usual;
    }
    E[] all = usual.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(constant -> text(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A model's %s must be one of %s, got \"%s\""
                        .formatted(
                            name, Arrays.stream(all).map(Augmentations::text).toList(), value)));
  }
}
