package dev.kindling.jobs.run;

import static java.util.Objects.requireNonNullElse;

import dev.kindling.datablock.quality.QualityFacts;
import java.util.List;
import java.util.Map;

/**
 * What the report shows beside the record and the history: {@code report.json}. Everything in it
 * that comes from data is plain text, to be escaped where it is shown.
 *
 * @param sampleBatch augmented training images as the model sees them
 * @param labelCounts items by split and label
 * @param classes the names of rows and columns of the confusion matrix
 * @param confusion {@code confusion[actual][predicted]}, counts
 * @param targets what is shown where there is no such matrix; empty in files of before it was kept
 * @param topLosses validation items with the highest loss, highest first
 * @param quarantine items put aside, some of them with their picture
 * @param duplicates keys of items with the same content, a list for each content
 * @param schedule learning rate and momentum over the fit
 * @param augmentation what it does to single images; empty in files of before it was kept
 * @param texts what is shown of texts; empty for images
 * @param quality what was measured of the dataset's images; nothing in files of before it was
 */
public record Findings(
    List<Picture> sampleBatch,
    Map<String, Map<String, Long>> labelCounts,
    List<String> classes,
    List<List<Long>> confusion,
    TargetFindings targets,
    List<TopLoss> topLosses,
    List<Quarantined> quarantine,
    List<List<String>> duplicates,
    List<SchedulePoint> schedule,
    Variations augmentation,
    TextFindings texts,
    QualityFacts quality) {
  /** Nothing found. */
  public static final Findings NONE =
      new Findings(
          List.of(),
          Map.of(),
          List.of(),
          List.of(),
          TargetFindings.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Variations.NONE,
          TextFindings.NONE,
          QualityFacts.NONE);

  public Findings {
    sampleBatch = List.copyOf(sampleBatch);
    classes = List.copyOf(classes);
    confusion = List.copyOf(confusion);
    targets = requireNonNullElse(targets, TargetFindings.NONE);
    topLosses = List.copyOf(topLosses);
    quarantine = List.copyOf(quarantine);
    duplicates = List.copyOf(duplicates);
    schedule = List.copyOf(schedule);
    augmentation = requireNonNullElse(augmentation, Variations.NONE);
    texts = requireNonNullElse(texts, TextFindings.NONE);
    quality = requireNonNullElse(quality, QualityFacts.NONE);
  }

  /**
   * How training images vary.
   *
   * @param draws one image in one epoch after another
   * @param extremes one image under each transform alone, at the ends of its usual range
   * @param mixed images mixed with others, where training does so
   */
  public record Variations(List<Picture> draws, List<Picture> extremes, List<Picture> mixed) {
    /** Nothing varies. */
    public static final Variations NONE = new Variations(List.of(), List.of(), List.of());

    public Variations {
      draws = List.copyOf(draws);
      extremes = List.copyOf(extremes);
      mixed = List.copyOf(mixed);
    }

    /** Whether there is nothing to show. */
    public boolean none() {
      return draws.isEmpty() && extremes.isEmpty() && mixed.isEmpty();
    }
  }

  /**
   * A picture with its caption.
   *
   * @param image JPEG or PNG bytes in base64; empty where there is none
   * @param caption plain text
   */
  public record Picture(String image, String caption) {}

  /**
   * An item that the model was badly wrong about.
   *
   * @param key of the item
   * @param actual its label
   * @param predicted what the model said
   * @param probability the model's for {@code predicted}, in [0, 1]
   * @param loss of the item
   * @param image as in {@link Picture}
   */
  public record TopLoss(
      String key, String actual, String predicted, double probability, double loss, String image) {}

  /**
   * An item put aside.
   *
   * @param key of the item
   * @param reason its code
   * @param detail what was found
   * @param image as in {@link Picture}
   */
  public record Quarantined(String key, String reason, String detail, String image) {}

  /**
   * The settings at one position.
   *
   * @param position progress of the fit, in [0, 1]
   * @param rate learning rate
   * @param momentum share of the average kept
   */
  public record SchedulePoint(double position, double rate, double momentum) {}
}
