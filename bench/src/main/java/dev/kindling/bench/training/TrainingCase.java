package dev.kindling.bench.training;

import java.util.Arrays;
import java.util.List;

/** What is timed: a model on batches of one shape. */
enum TrainingCase implements TimedCase {
  XRESNET18_64("xresnet18-64", "xresnet18", 32, 64, "train"),
  XRESNET18_128("xresnet18-128", "xresnet18", 32, 128, "train"),
  XRESNET50_128("xresnet50-128", "xresnet50", 16, 128, "train"),
  XRESNET18_64_FORWARD("xresnet18-64-forward", "xresnet18", 32, 64, "forward");

  private final String text;
  private final String model;
  private final int batch;
  private final int size;
  private final String work;

  TrainingCase(String text, String model, int batch, int size, String work) {
    this.text = text;
    this.model = model;
    this.batch = batch;
    this.size = size;
    this.work = work;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public int items() {
    return batch;
  }

  @Override
  public String unit() {
    return "images";
  }

  @Override
  public boolean trains() {
    return work.equals("train");
  }

  /** Model, images of a batch, pixels of a side, work. */
  @Override
  public List<String> arguments() {
    return List.of(model, Integer.toString(batch), Integer.toString(size), work);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(TrainingCase::text).toList();
  }

  /**
   * A case by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static TrainingCase named(String text) {
    return Arrays.stream(values())
        .filter(one -> one.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Case must be one of %s, got \"%s\"".formatted(names(), text)));
  }
}
