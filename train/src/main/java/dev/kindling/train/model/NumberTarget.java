package dev.kindling.train.model;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.batch.TargetCode;
import dev.kindling.datablock.process.Targets;
import java.util.List;
import java.util.Map;

/**
 * A number: one output, the number's distance from the mean of train in standard deviations.
 *
 * @param mean of train
 * @param std of train, above 0
 */
public record NumberTarget(double mean, double std) implements TargetSpec {
  private static final long serialVersionUID = 1;

  public NumberTarget {
    if (!Double.isFinite(mean) || !(std > 0 && Double.isFinite(std))) {
      throw new IllegalArgumentException(
          "Numbers need a finite mean and a std above 0, got %s and %s".formatted(mean, std));
    }
  }

  @Override
  public Targets.Kind labels() {
    return Targets.Kind.NUMBER;
  }

  @Override
  public int outputs(List<String> vocab) {
    return 1;
  }

  @Override
  public Loss loss(double smoothing, List<String> vocab) {
    return new MeanSquaredError(mean, std);
  }

  @Override
  public List<Metric> metrics(List<String> vocab) {
    return List.of(Metric.meanAbsoluteError(mean, std), Metric.meanSquaredError(mean, std));
  }

  @Override
  public int[] coded(String label, Map<String, Integer> index) {
    try {
      return new int[] {TargetCode.ofNumber(Double.parseDouble(label))};
    } catch (NumberFormatException e) {
      throw new DataContractException(
          "Label \"%s\" is no number; prepare the dataset again".formatted(label), e);
    }
  }

  @Override
  public String shown(int[] targets, int item, List<String> vocab) {
    return Float.toString(TargetCode.number(targets[item]));
  }

  @Override
  public double[] values(float[] logits, int item, List<String> vocab) {
    return new double[] {number(logits[item])};
  }

  @Override
  public float[] logits(double[] values) {
    return new float[] {(float) ((values[0] - mean) / std)};
  }

  @Override
  public Told told(double[] values, List<String> vocab) {
    return new Told(Float.toString((float) values[0]), 1);
  }

  /** What an output says, in the unit of the labels. */
  double number(float output) {
    return mean + std * output;
  }
}
