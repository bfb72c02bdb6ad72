package dev.kindling.bench;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.ParameterGroups;
import dev.kindling.train.optim.Schedule;
import dev.kindling.train.text.AwdLstm;
import java.util.List;

/**
 * PyTorch's LSTMs have two bias vectors, of which only the sum counts: it begins as the sum of two
 * draws, and since both have the same gradient, Adam moves it by twice the rate.
 */
final class TwoBiases {
  private TwoBiases() {}

  /** The biases of LSTMs in group 1. */
  static final class Groups implements ParameterGroups {
    private static final long serialVersionUID = 1;

    @Override
    public int count() {
      return 2;
    }

    @Override
    public int[] assign(ParameterLayout layout) {
      return layout.spans().stream().mapToInt(span -> isOfLstm(span) ? 1 : 0).toArray();
    }
  }

  private static boolean isOfLstm(Span span) {
    return span.kind() == Kind.BIAS && !span.layer().equals(AwdLstm.DECODER);
  }

  static FitSchedule schedule(Schedule rate, Schedule momentum) {
    return new FitSchedule(List.of(rate, position -> 2 * rate.at(position)), List.of(momentum));
  }

  /** Adds the second draw. */
  static void add(float[] parameters, ParameterLayout layout, AwdLstm model, Seed seed) {
    float[] second = model.initialParameters(layout, seed);
    for (Span span : layout.spans().stream().filter(TwoBiases::isOfLstm).toList()) {
      for (int i = span.offset(); i < span.end(); i++) {
        parameters[i] += second[i];
      }
    }
  }
}
