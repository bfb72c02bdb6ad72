package dev.kindling.train.model;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.batch.TargetCode;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Any number of labels: a sigmoid at each output.
 *
 * @param separator what stands between labels
 * @param threshold probability in (0, 1) from which a label is told
 */
public record LabelsTarget(String separator, double threshold) implements TargetSpec {
  private static final long serialVersionUID = 1;

  public LabelsTarget {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("Threshold must be in (0, 1), got " + threshold);
    }
  }

  @Override
  public Targets.Kind labels() {
    return Targets.Kind.MULTI;
  }

  @Override
  public int outputs(List<String> vocab) {
    return vocab.size();
  }

  @Override
  public Loss loss(double smoothing, List<String> vocab) {
    return new BinaryCrossEntropy(vocab.size());
  }

  @Override
  public List<Metric> metrics(List<String> vocab) {
    return List.of(
        Metric.fBeta(1, vocab.size(), threshold), Metric.accuracyMulti(vocab.size(), threshold));
  }

  @Override
  public int[] coded(String label, Map<String, Integer> index) {
    List<Integer> which = new ArrayList<>();
    for (String each : new LabelType.Multi(separator).labels(label)) {
      Integer known = index.get(each);
      if (known == null) {
        throw new DataContractException(
            "Label \"%s\" is not among the %d labels; prepare the dataset again"
                .formatted(each, index.size()));
      }
      which.add(known);
    }
    return TargetCode.ofLabels(which, index.size());
  }

  @Override
  public String shown(int[] targets, int item, List<String> vocab) {
    List<String> labels = new ArrayList<>();
    for (int label = 0; label < vocab.size(); label++) {
      if (TargetCode.has(targets, item, label, vocab.size())) {
        labels.add(vocab.get(label));
      }
    }
    return String.join(separator, labels);
  }

  @Override
  public double[] values(float[] logits, int item, List<String> vocab) {
    double[] values = new double[vocab.size()];
    for (int label = 0; label < values.length; label++) {
      values[label] = sigmoid(logits[item * values.length + label]);
    }
    return values;
  }

  @Override
  public float[] logits(double[] values) {
    float[] logits = new float[values.length];
    for (int i = 0; i < logits.length; i++) {
      double yes = Math.max(values[i], Float.MIN_NORMAL);
      double no = Math.max(1 - values[i], Float.MIN_NORMAL);
      logits[i] = (float) (Math.log(yes) - Math.log(no));
    }
    return logits;
  }

  @Override
  public Told told(double[] values, List<String> vocab) {
    List<String> labels = new ArrayList<>();
    double probability = 1;
    for (int label = 0; label < values.length; label++) {
      boolean told = values[label] >= threshold;
      probability *= told ? values[label] : 1 - values[label];
      if (told) {
        labels.add(vocab.get(label));
      }
    }
    return new Told(String.join(separator, labels), probability);
  }

  static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
