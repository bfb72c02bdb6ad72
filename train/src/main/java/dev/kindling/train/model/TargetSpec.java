package dev.kindling.train.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NumberFacts;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a model tells of an item, and how its outputs say it. Immutable, and a part of the model
 * archive; the names of categories are kept beside it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CategoryTarget.class, name = "category"),
  @JsonSubTypes.Type(value = LabelsTarget.class, name = "multi"),
  @JsonSubTypes.Type(value = NumberTarget.class, name = "number")
})
public sealed interface TargetSpec extends Serializable
    permits CategoryTarget, LabelsTarget, NumberTarget {

  /** One category of several. */
  static TargetSpec category() {
    return new CategoryTarget();
  }

  /**
   * What the labels of a dataset are; one category where they are not looked at.
   *
   * @param threshold probability in (0, 1) from which one of several labels is told
   */
  static TargetSpec of(Manifest manifest, double threshold) {
    return switch (manifest.target().kind()) {
      case CATEGORIES, NONE -> category();
      case MULTI -> new LabelsTarget(manifest.target().separator(), threshold);
      case NUMBER -> {
        NumberFacts train = manifest.target().train();
        yield new NumberTarget(train.mean(), train.std());
      }
    };
  }

  /** What labels are in a dataset that fits. */
  Targets.Kind labels();

  /** Outputs of the model. */
  int outputs(List<String> vocab);

  /**
   * What is made small.
   *
   * @param smoothing of labels, where there is one category; in [0, 1)
   */
  Loss loss(double smoothing, List<String> vocab);

  /** What is reported beside the loss, the most telling first. */
  List<Metric> metrics(List<String> vocab);

  /**
   * The label of an item, as {@code TargetCode} has it.
   *
   * @param label as tables have it
   * @param index of each of the vocab
   * @throws DataContractException if it is none of the vocab, or no number
   */
  int[] coded(String label, Map<String, Integer> index);

  /** The label again, for a person. */
  String shown(int[] targets, int item, List<String> vocab);

  /**
   * What the model says of one item: a probability for each of the vocab, or the number itself.
   *
   * @param logits {@code [items, outputs]} row-major
   */
  double[] values(float[] logits, int item, List<String> vocab);

  /** Logits that say the same, within float32. */
  float[] logits(double[] values);

  /** What is told of an item for such values, and how probable that is. */
  Told told(double[] values, List<String> vocab);

  /**
   * What is told of an item.
   *
   * @param label a category, labels with their separator between, or a number
   * @param probability of the category; of several labels, that all are right if they are
   *     independent; 1 of a number
   */
  record Told(String label, double probability) {}

  /**
   * Does nothing if the dataset's labels are what the model tells.
   *
   * @throws DataContractException if they are not
   */
  default void requireOf(Manifest manifest) {
    Targets.Kind found = manifest.target().kind();
    if (found != labels()) {
      throw new DataContractException(
          "The model tells labels of type %s, the dataset has %s: use a dataset that was prepared with data.label.type = %s"
              .formatted(labels().text(), found.text(), labels().text()));
    }
    if (this instanceof LabelsTarget labels
        && !manifest.target().type().equals(LabelType.multi(labels.separator()))) {
      throw new DataContractException(
          "The model's labels are separated by \"%s\", the dataset's by \"%s\": prepare it with the same data.label.separator"
              .formatted(labels.separator(), manifest.target().separator()));
    }
  }
}
