package dev.kindling.train.model;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.process.Targets;
import java.util.List;
import java.util.Map;

/** One category of several: softmax over the outputs. */
public record CategoryTarget() implements TargetSpec {
  private static final long serialVersionUID = 1;

  @Override
  public Targets.Kind labels() {
    return Targets.Kind.CATEGORIES;
  }

  @Override
  public int outputs(List<String> vocab) {
    return vocab.size();
  }

  @Override
  public Loss loss(double smoothing, List<String> vocab) {
    return Loss.crossEntropy().smoothed(smoothing);
  }

  @Override
  public List<Metric> metrics(List<String> vocab) {
    return List.of(Metric.accuracy());
  }

  @Override
  public int[] coded(String label, Map<String, Integer> index) {
    Integer known = index.get(label);
    if (known == null) {
      throw new DataContractException(
          "Label \"%s\" is not among the %d categories; prepare the dataset again"
              .formatted(label, index.size()));
    }
    return new int[] {known};
  }

  @Override
  public String shown(int[] targets, int item, List<String> vocab) {
    return vocab.get(targets[item]);
  }

  @Override
  public double[] values(float[] logits, int item, List<String> vocab) {
    return Probabilities.of(logits, item, vocab.size());
  }

  @Override
  public float[] logits(double[] values) {
    float[] logits = new float[values.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(Math.max(values[i], Float.MIN_NORMAL));
    }
    return logits;
  }

  @Override
  public Told told(double[] values, List<String> vocab) {
    int best = Probabilities.highest(values);
    return new Told(vocab.get(best), values[best]);
  }
}
