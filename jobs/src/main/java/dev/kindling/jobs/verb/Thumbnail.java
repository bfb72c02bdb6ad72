package dev.kindling.jobs.verb;

import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import java.time.Duration;
import java.util.Base64;

/** Small pictures for pages. */
final class Thumbnail {
  private static final int PIXELS = 160;

  /** Nobody waits longer for a picture that is only looked at. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Thumbnail() {}

  /** JPEG in base64 of an item that was decoded before; empty if the bytes show nothing. */
  static String of(byte[] content) {
    return within(DecodeLimits.NONE, content);
  }

  /** JPEG in base64 of what can be seen in a file that may be damaged; empty if nothing can. */
  static String ofAnything(byte[] content) {
    return within(
        new DecodeLimits(
            DecodeLimits.DEFAULT.maxBytes(), DecodeLimits.DEFAULT.maxPixels(), PATIENCE),
        content);
  }

  private static String within(DecodeLimits limits, byte[] content) {
    return ImageDecoder.of(limits).glimpse(content).map(Thumbnail::encoded).orElse("");
  }

  private static String encoded(Image image) {
    return Base64.getEncoder().encodeToString(ImageEncoder.thumbnail(image, PIXELS));
  }
}
