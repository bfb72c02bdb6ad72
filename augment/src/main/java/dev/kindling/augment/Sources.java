package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.PixelBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images of a batch with their plans, each decoded when it is asked for. Asking again gives the
 * same. Safe for use by many threads.
 */
interface Sources {
  /** Number of images. */
  int count();

  /**
   * One of them.
   *
   * @param buffer may hold the image, until it is used for the next
   */
  Planned get(int index, PixelBuffer buffer);

  /** All of them, each in memory of its own. */
  default List<Planned> all() {
    return IntStream.range(0, count()).mapToObj(this::alone).toList();
  }

  private Planned alone(int index) {
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      return get(index, buffer);
    }
  }

  /** Images that are decoded already. */
  static Sources of(List<Image> images, List<ItemPlan> plans) {
    return of(
        IntStream.range(0, images.size())
            .mapToObj(i -> new Planned(images.get(i), plans.get(i)))
            .toList());
  }

  /** As they are. */
  static Sources of(List<Planned> all) {
    return new Sources() {
      @Override
      public int count() {
        return all.size();
      }

      @Override
      public Planned get(int index, PixelBuffer buffer) {
        return all.get(index);
      }
    };
  }
}
