package dev.kindling.train.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The architectures that settings and archives may name. */
public final class Architectures {
  private Architectures() {}

  /** Every name of a model of images, in order of size. */
  public static List<String> names() {
    return Arrays.stream(XResNet.Variant.values()).map(XResNet.Variant::text).toList();
  }

  /**
   * The architecture of images of that name.
   *
   * @param arguments as {@link Architecture#arguments} gives them
   * @throws IllegalArgumentException if there is none, or an argument does not fit it
   */
  public static ImageArchitecture images(String name, Map<String, Object> arguments) {
    for (XResNet.Variant variant : XResNet.Variant.values()) {
      if (variant.text().equals(name)) {
        return XResNet.of(variant, arguments);
      }
    }
    throw new IllegalArgumentException(
        "Architecture must be one of %s, got \"%s\"".formatted(names(), name));
  }
}
