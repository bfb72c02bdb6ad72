package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTransferTest {
  private static final AwdLstm MODEL = AwdLstm.of(5, 2, 3, 2);

  @Test
  void copiesTheEncoderAndLeavesTheHead() {
    ParameterLayout classifier = withHead(MODEL);
    float[] language = filled(MODEL.layout().size(), 1);
    float[] initial = filled(classifier.size(), 2);

    float[] result = EncoderTransfer.into(MODEL, language, classifier, initial);

    int encoder = MODEL.layout().size() - MODEL.vocab();
    assertThat(Arrays.copyOf(result, encoder)).containsOnly(1);
    assertThat(Arrays.copyOfRange(result, encoder, result.length)).hasSize(3).containsOnly(2);
    assertThat(initial).containsOnly(2);
  }

  @Test
  void namesTheLayerThatIsMissing() {
    ParameterLayout shallow = withHead(AwdLstm.of(5, 2, 3, 1));

    assertThatThrownBy(() -> into(shallow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lstm0/W is [12, 2] in the language model and [8, 2]");
    assertThatThrownBy(() -> into(new ParameterLayout(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding/W")
        .hasMessageContaining("lacks it");
  }

  @Test
  void namesTheVocabulariesThatDiffer() {
    assertThatThrownBy(() -> into(withHead(AwdLstm.of(6, 2, 3, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding/W is [5, 2] in the language model and [6, 2]");
  }

  @Test
  void refusesParametersOfAnotherLength() {
    ParameterLayout classifier = withHead(MODEL);
    float[] language = new float[MODEL.layout().size()];

    assertThatThrownBy(() -> EncoderTransfer.into(MODEL, new float[1], classifier, new float[1]))
        .hasMessageContaining("got 1");
    assertThatThrownBy(() -> EncoderTransfer.into(MODEL, language, classifier, new float[1]))
        .hasMessageContaining("The model to fill has");
  }

  private static void into(ParameterLayout layout) {
    EncoderTransfer.into(MODEL, new float[MODEL.layout().size()], layout, new float[layout.size()]);
  }

  private static ParameterLayout withHead(AwdLstm model) {
    List<Span> spans = new ArrayList<>(model.encoderSpans());
    int end = spans.get(spans.size() - 1).end();
    spans.add(new Span("head", "b", Kind.BIAS, end, 3, List.of(3)));
    return new ParameterLayout(spans);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }
}
