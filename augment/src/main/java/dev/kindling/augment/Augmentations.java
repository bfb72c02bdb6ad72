package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * How images vary in training, and what validation and prediction then see. Immutable: every method
 * gives a new value.
 *
 * @param preset the transforms of both
 * @param mixes of which each training batch draws one; none to keep images apart
 * @param sampling of training images; all others take {@link Sampling#DEFAULT}, so that a model
 *     sees the same whoever uses it
 * @param backend what does it; changes no result beyond rounding
 */
public record Augmentations(
    Preset preset, List<BatchMix> mixes, Sampling sampling, BackendChoice backend)
    implements Serializable {
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
    return preset.validation(size, normalize).on(backend);
  }
}
