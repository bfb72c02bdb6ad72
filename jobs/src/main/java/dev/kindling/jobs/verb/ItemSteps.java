package dev.kindling.jobs.verb;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendUse;
import dev.kindling.augment.Box;
import dev.kindling.augment.ColorMatrix;
import dev.kindling.augment.Homography;
import dev.kindling.augment.ItemPlan;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageHeader;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.image.ReducedImage;
import dev.kindling.jobs.report.Inspection.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What becomes of one item on its way from the table to the model, and how long each step takes.
 */
record ItemSteps(StoredItem item, Looks looks) {
  private static final int TIMES = 20;

  /** The steps in the order of training; the draws are those of its first epoch. */
  List<Step> steps() {
    Augmentation augmentation = looks.training().mixing(List.of());
    OpenedImage opened = item.opened();
    Supplier<ItemPlan> draw =
        () -> augmentation.plan(opened.width(), opened.height(), item.key(), looks.seed(), 0);
    ItemPlan plan = draw.get();
    int reduction = augmentation.reduction(plan);
    ReducedImage decoded = item.decoded(reduction);
    ImageBatch batch = new ImageBatch(List.of(item.key()), List.of(decoded.image()), List.of(0));
    Supplier<PixelBatch> augment =
        () ->
            augmentation.apply(
                batch, List.of(plan.on(decoded)), looks.seed(), 0, new BackendUse.Meter());
    List<Step> steps = new ArrayList<>();
    steps.add(step("stored", "%s (%s, %s)".formatted(item.key(), item.label(), item.split())));
    steps.add(
        timed(
            "header",
            this::header,
            header ->
                "%s, %d x %d pixels in %,d bytes, %s"
                    .formatted(
                        header.format().text(),
                        header.uprightWidth(),
                        header.uprightHeight(),
                        item.content().length,
                        header.orientation().name().toLowerCase(Locale.ROOT).replace('_', ' '))));
    steps.add(timed("drawn for the first epoch", draw, ItemSteps::shown));
    steps.add(timed("decoded whole", () -> item.decoded(1), image -> size(image) + ", uint8 RGB"));
    steps.add(
        timed(
            "decoded for training",
            () -> item.decoded(reduction),
            image -> "%s; what was drawn needs 1 / %d".formatted(size(image), reduction)));
    steps.add(
        timed(
            "augmented and normalised",
            augment,
            found -> "float32 %s, %s".formatted(extent(found.shape()), found.layout())));
    steps.addAll(values(augment.get()));
    return steps;
  }

  private ImageHeader header() {
    try {
      return ImageHeader.read(item.content());
    } catch (BadItemException e) {
      throw StoredItem.unreadable(item.key(), e);
    }
  }

  /** Three numbers behind the point. */
  static String numbers(List<Double> values) {
    return values.stream()
        .map(value -> String.format(Locale.ROOT, "%.3f", value))
        .collect(Collectors.joining(", "));
  }

  private static Step step(String name, String found) {
    return new Step(name, found, Double.NaN);
  }

  private interface Shown<T> {
    String of(T value);
  }

  /** The least of several times, so that neither the compiler nor a neighbour is measured. */
  private static <T> Step timed(String name, Supplier<T> work, Shown<T> shown) {
    long best = Long.MAX_VALUE;
    T result = work.get();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      result = work.get();
      best = Math.min(best, System.nanoTime() - start);
    }
    return new Step(name, shown.of(result), best / 1e6);
  }

  private static String size(ReducedImage reduced) {
    Image image = reduced.image();
    return "%d x %d pixels".formatted(image.width(), image.height());
  }

  private static String extent(Shape shape) {
    return "[%d, %d, %d, %d]"
        .formatted(shape.count(), shape.channels(), shape.height(), shape.width());
  }

  /** The corners of what is seen, in pixels of the whole image, and what else was drawn. */
  private static String shown(ItemPlan plan) {
    Homography source = plan.source();
    StringBuilder text =
        new StringBuilder("corners at ")
            .append(point(source, 0, 0))
            .append(point(source, 1, 0))
            .append(point(source, 1, 1))
            .append(point(source, 0, 1).strip());
    if (!plan.color().equals(ColorMatrix.IDENTITY)) {
      text.append("; colours by ").append(numbers(plan.color().values()));
    }
    for (Box box : plan.erased()) {
      text.append("; erased ")
          .append(numbers(List.of(box.left(), box.top(), box.right(), box.bottom())));
    }
    return text.toString();
  }

  private static String point(Homography source, double x, double y) {
    return String.format(Locale.ROOT, "(%.1f, %.1f) ", source.x(x, y), source.y(x, y));
  }

  private static List<Step> values(PixelBatch batch) {
    List<Step> steps = new ArrayList<>();
    List<String> names = List.of("red", "green", "blue");
    int plane = batch.shape().height() * batch.shape().width();
    for (int channel = 0; channel < names.size(); channel++) {
      steps.add(
          step("values of " + names.get(channel), summary(batch.inputs(), channel * plane, plane)));
    }
    return steps;
  }

  private static String summary(float[] values, int from, int count) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double mean = sum / count;
    double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    return String.format(
        Locale.ROOT, "in [%.3f, %.3f], mean %.3f, deviation %.3f", least, most, mean, deviation);
  }
}
