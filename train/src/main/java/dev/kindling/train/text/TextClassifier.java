package dev.kindling.train.text;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Arguments;
import dev.kindling.train.optim.ParameterGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier of whole texts on the encoder of a language model. The text is read window by
 * window, the state carried on; of the last layer's outputs at all real steps the last one, the
 * largest and the mean of each feature are put side by side; on these, batch norm, dropout, a
 * linear layer with ReLU, batch norm, dropout and a linear layer.
 *
 * <p>Input: token ids {@code [rows, steps]} with the length of each row; output: logits {@code
 * [rows, classes]}. The gradient does not cross from window to window.
 *
 * <p>Howard, Ruder: "Universal language model fine-tuning for text classification", 2018.
 *
 * @param encoder the language model, whose decoder is not used; its output dropout is that of the
 *     pooled features
 * @param classes outputs: categories, labels, or one number; at least 1
 * @param width features between the linear layers
 * @param window steps that the gradient goes back
 */
public record TextClassifier(AwdLstm encoder, int classes, int width, int window)
    implements Architecture {
  /** Its name in settings and archives. */
  public static final String NAME = "text-classifier";

  /** The batch norm of the pooled features. */
  public static final String POOLED_NORM = "pooled-norm";

  /** The first linear layer. */
  public static final String MIDDLE = "middle";

  /** The batch norm after the first linear layer. */
  public static final String MIDDLE_NORM = "middle-norm";

  /** The last linear layer. */
  public static final String LOGITS = "logits";

  /** Dropout before the last linear layer. */
  public static final double LAST_DROPOUT = 0.1;

  public TextClassifier {
    requireNonNull(encoder, "encoder");
    require("classes", classes, 1);
    require("width", width, 1);
    require("window", window, 1);
  }

  /** 50 features between the linear layers, windows of 70 steps. */
  public static TextClassifier of(AwdLstm encoder, int classes) {
    return new TextClassifier(encoder, classes, 50, 70);
  }

  /**
   * From an archive's arguments.
   *
   * @throws IllegalArgumentException if one is missing or is no number
   */
  public static TextClassifier of(Map<String, Object> arguments) {
    return new TextClassifier(
        AwdLstm.of(arguments),
        Arguments.integer(arguments, "classes", NAME),
        Arguments.integer(arguments, "width", NAME),
        Arguments.integer(arguments, "window", NAME));
  }

  /** The same with another encoder, such as one of other dropouts. */
  public TextClassifier encoder(AwdLstm other) {
    return new TextClassifier(other, classes, width, window);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> arguments() {
    Map<String, Object> arguments = new HashMap<>(encoder.arguments());
    arguments.put("classes", classes);
    arguments.put("width", width);
    arguments.put("window", window);
    return Map.copyOf(arguments);
  }

  /** Features that the head takes: three times those of the encoder. */
  public int pooled() {
    return 3 * encoder.embedding();
  }

  /** The encoder's spans, then the head's. */
  public ParameterLayout layout() {
    List<Span> spans = encoder.encoderSpans();
    addNorm(spans, POOLED_NORM, pooled());
    AwdLstm.add(spans, MIDDLE, "W", Kind.WEIGHT, List.of(width, pooled()));
    AwdLstm.add(spans, MIDDLE, "b", Kind.BIAS, List.of(width));
    addNorm(spans, MIDDLE_NORM, width);
    AwdLstm.add(spans, LOGITS, "W", Kind.WEIGHT, List.of(classes, width));
    AwdLstm.add(spans, LOGITS, "b", Kind.BIAS, List.of(classes));
    return new ParameterLayout(spans);
  }

  private static void addNorm(List<Span> spans, String layer, int features) {
    AwdLstm.add(spans, layer, "gamma", Kind.SCALE, List.of(features));
    AwdLstm.add(spans, layer, "beta", Kind.SHIFT, List.of(features));
    AwdLstm.add(spans, layer, "mean", Kind.RUNNING_MEAN, List.of(features));
    AwdLstm.add(spans, layer, "var", Kind.RUNNING_VARIANCE, List.of(features));
  }

  /** Groups for training bit by bit: embedding, each LSTM, head. */
  public ParameterGroups groups() {
    List<String> starts = new ArrayList<>();
    for (int layer = 0; layer < encoder.layers(); layer++) {
      starts.add(AwdLstm.lstm(layer));
    }
    starts.add(POOLED_NORM);
    return ParameterGroups.startingAt(starts);
  }

  /**
   * The encoder as a language model starts; linear layers uniform in ±1 / √inputs; norms that
   * change nothing.
   */
  @Override
  public float[] initialParameters(ParameterLayout layout, Seed seed) {
    float[] parameters = encoder.initialParameters(layout, seed);
    Seed draws = seed.derive("parameters");
    for (Span span : layout.spans()) {
      if (span.kind() == Kind.SCALE || span.kind() == Kind.RUNNING_VARIANCE) {
        Arrays.fill(parameters, span.offset(), span.end(), 1);
      } else if (span.layer().equals(MIDDLE) || span.layer().equals(LOGITS)) {
        double range = 1 / Math.sqrt(span.layer().equals(MIDDLE) ? pooled() : width);
        AwdLstm.drawInto(parameters, span, draws.random(span.path(), 0), range);
      }
    }
    return parameters;
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Architecture %s needs %s of at least %d, got %d".formatted(NAME, name, least, value));
    }
  }
}
