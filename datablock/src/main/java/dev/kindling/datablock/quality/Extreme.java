package dev.kindling.datablock.quality;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** An end of a measure, where images are worth a look. */
public enum Extreme {
  /** Least brightness. */
  DARKEST(Measure.BRIGHTNESS, false),
  /** Most brightness. */
  BRIGHTEST(Measure.BRIGHTNESS, true),
  /** Least contrast. */
  FLATTEST(Measure.CONTRAST, false),
  /** Least sharpness. */
  BLURRIEST(Measure.SHARPNESS, false),
  /** Most sharpness: fine patterns, noise, writing. */
  SHARPEST(Measure.SHARPNESS, true),
  /** Least colourfulness. */
  LEAST_COLOURFUL(Measure.COLOURFULNESS, false),
  /** Most colourfulness. */
  MOST_COLOURFUL(Measure.COLOURFULNESS, true),
  /** Most columns for their rows. */
  WIDEST(Measure.ASPECT, true),
  /** Most rows for their columns. */
  TALLEST(Measure.ASPECT, false),
  /** Fewest pixels. */
  SMALLEST("pixels", item -> (double) item.width() * item.height(), false),
  /** Fewest bytes. */
  FEWEST_BYTES(Measure.BYTES, false),
  /** Most bytes. */
  MOST_BYTES(Measure.BYTES, true);

  private final String measure;
  private final ToDoubleFunction<ItemQuality> value;
  private final boolean greatest;

  Extreme(Measure measure, boolean greatest) {
    this(measure.text(), measure::of, greatest);
  }

  Extreme(String measure, ToDoubleFunction<ItemQuality> value, boolean greatest) {
    this.measure = measure;
    this.value = value;
    this.greatest = greatest;
  }

  /** The name on pages, such as {@code most colourful}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What is measured, such as {@code brightness}. */
  public String measure() {
    return measure;
  }

  /** The measured value of an item. */
  public double of(ItemQuality item) {
    return value.applyAsDouble(item);
  }

  /** Less than 0 if the first value is further out. */
  int compare(double first, double second) {
    return greatest ? Double.compare(second, first) : Double.compare(first, second);
  }
}
