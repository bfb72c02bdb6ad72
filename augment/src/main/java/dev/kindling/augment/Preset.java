package dev.kindling.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Augmentations that belong together: what training sees, and what validation then should. */
public enum Preset {
  /**
   * For photos. Training: random resized crop of 35 to 100 % of the area, flip. Otherwise: centre
   * crop 1 / 1.14.
   */
  STANDARD(List.of(new RandomResizedCrop(0.35, 1), new Flip(0.5)), List.of(new CenterCrop(1.14))),
  /**
   * For small pictures whose subject fills the frame. Training: random resized crop of 80 to 100 %
   * of the area, flip. Otherwise: the whole picture.
   */
  LIGHT(List.of(new RandomResizedCrop(0.8, 1), new Flip(0.5)), List.of()),
  /**
   * For small datasets and long training. Training: random resized crop of 20 to 100 % of the area,
   * flip, turns up to 15 degrees, changed perspective, brightness, contrast, saturation and hue,
   * and erased rectangles. Otherwise: centre crop 1 / 1.14.
   */
  STRONG(
      List.of(
          new RandomResizedCrop(0.2, 1),
          new Flip(0.5),
          new Rotate(15, 0.5),
          new Warp(0.1, 0.5),
          new Brightness(0.3, 0.8),
          new Contrast(0.3, 0.8),
          new Saturation(0.3, 0.8),
          new Hue(0.03, 0.5),
          new Erase(0.02, 0.2, 0.25)),
      List.of(new CenterCrop(1.14))),
  /** The whole picture, always. */
  NONE(List.of(), List.of());

  private final List<BatchTransform> training;
  private final List<BatchTransform> validation;

  Preset(List<BatchTransform> training, List<BatchTransform> validation) {
    this.training = training;
    this.validation = validation;
  }

  /** The name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every name in settings. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Preset::text).toList();
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Preset of(String text) {
    return Arrays.stream(values())
        .filter(preset -> preset.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Augmentation preset must be one of %s, got \"%s\"".formatted(names(), text)));
  }

  /** What training sees, in output pixels. */
  public Augmentation training(int size, Normalize normalize) {
    return Augmentation.of(training, size, normalize);
  }

  /** What validation, test and prediction see, in output pixels; nothing random. */
  public Augmentation validation(int size, Normalize normalize) {
    return Augmentation.of(validation, size, normalize);
  }
}
