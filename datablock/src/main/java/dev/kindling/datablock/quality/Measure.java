package dev.kindling.datablock.quality;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A number that each image has. */
public enum Measure {
  /** Columns of the upright picture, as found. */
  WIDTH("pixels", Scale.GEOMETRIC, ItemQuality::width),
  /** Rows of the upright picture, as found. */
  HEIGHT("pixels", Scale.GEOMETRIC, ItemQuality::height),
  /** Columns over rows. */
  ASPECT("width / height", Scale.GEOMETRIC, item -> (double) item.width() / item.height()),
  /** Of the file. */
  BYTES("of the file", Scale.GEOMETRIC, ItemQuality::bytes),
  /** Mean luma. */
  BRIGHTNESS("0 black, 1 white", Scale.LINEAR, item -> item.look().brightness()),
  /** Deviation of luma. */
  CONTRAST("0 one grey, 0.5 most", Scale.LINEAR, item -> item.look().contrast()),
  /** Deviation of the Laplacian of luma. */
  SHARPNESS("0 plain or blurred", Scale.LINEAR, item -> item.look().sharpness()),
  /** After Hasler and Süsstrunk. */
  COLOURFULNESS("0 grey, 0.3 high", Scale.LINEAR, item -> item.look().colourfulness());

  private final String unit;
  private final Scale scale;
  private final ToDoubleFunction<ItemQuality> value;

  Measure(String unit, Scale scale, ToDoubleFunction<ItemQuality> value) {
    this.unit = unit;
    this.scale = scale;
    this.value = value;
  }

  /** The name in manifests and pages, such as {@code brightness}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its values mean, in few words. */
  public String unit() {
    return unit;
  }

  /** How its values are put into bins. */
  Scale scale() {
    return scale;
  }

  /** Its value of an item, at least 0. */
  public double of(ItemQuality item) {
    return value.applyAsDouble(item);
  }
}
