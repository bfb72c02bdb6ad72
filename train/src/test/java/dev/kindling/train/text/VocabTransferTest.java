package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.Vocab;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabTransferTest {
  private static final int SPECIAL = SpecialToken.values().length;
  private static final Vocab OLD = vocab("cat", "dog");
  private static final AwdLstm MODEL = AwdLstm.of(OLD.size(), 2, 3, 1);

  @Test
  void movesKnownTokensAndStartsNewOnesFromTheMean() {
    float[] old = counting();

    VocabTransfer moved = VocabTransfer.of(MODEL, old, OLD, vocab("dog", "fish", "cat"));

    // Row r of the old embedding is (2r, 2r + 1); rows 0 to SPECIAL + 1 have this mean.
    float mean = SPECIAL + 1;
    float[] parameters = moved.parameters();
    assertThat(moved.known()).isEqualTo(SPECIAL + 2);
    assertThat(moved.added()).isEqualTo(1);
    assertThat(moved.model()).isEqualTo(MODEL.vocab(SPECIAL + 3));
    assertThat(Arrays.copyOf(parameters, 2 * SPECIAL)).isEqualTo(Arrays.copyOf(old, 2 * SPECIAL));
    assertThat(Arrays.copyOfRange(parameters, 2 * SPECIAL, 2 * SPECIAL + 6))
        .containsExactly(
            2 * SPECIAL + 2, 2 * SPECIAL + 3, mean, mean + 1, 2 * SPECIAL, 2 * SPECIAL + 1);
  }

  @Test
  void movesTheDecodersBiasInTheSameWay() {
    float[] old = counting();
    float first = old.length - OLD.size();

    float[] parameters =
        VocabTransfer.of(MODEL, old, OLD, vocab("dog", "fish", "cat")).parameters();

    float mean = first + (SPECIAL + 1) / 2f;
    assertThat(Arrays.copyOfRange(parameters, parameters.length - 3, parameters.length))
        .containsExactly(first + SPECIAL + 1, mean, first + SPECIAL);
  }

  @Test
  void leavesTheLstmsAsTheyAre() {
    float[] old = counting();
    float[] parameters = VocabTransfer.of(MODEL, old, OLD, vocab("fish")).parameters();
    int lstm = 4 * 2 * (2 + 2 + 1);

    assertThat(Arrays.copyOfRange(parameters, 2 * (SPECIAL + 1), 2 * (SPECIAL + 1) + lstm))
        .isEqualTo(Arrays.copyOfRange(old, 2 * OLD.size(), 2 * OLD.size() + lstm));
  }

  @Test
  void changesNothingForTheSameVocabulary() {
    VocabTransfer moved = VocabTransfer.of(MODEL, counting(), OLD, OLD);

    assertThat(moved.parameters()).isEqualTo(counting());
    assertThat(moved.added()).isZero();
  }

  @Test
  void refusesAVocabularyThatIsNotTheModels() {
    assertThatThrownBy(() -> VocabTransfer.of(MODEL, counting(), vocab("cat"), OLD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(SPECIAL + 2))
        .hasMessageContaining(String.valueOf(SPECIAL + 1));
    assertThatThrownBy(() -> VocabTransfer.of(MODEL, new float[3], OLD, OLD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 3");
  }

  private static float[] counting() {
    float[] parameters = new float[MODEL.layout().size()];
    IntStream.range(0, parameters.length).forEach(i -> parameters[i] = i);
    return parameters;
  }

  private static Vocab vocab(String... words) {
    return Vocab.of(Stream.concat(SpecialToken.texts().stream(), Stream.of(words)).toList());
  }
}
