package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.text.SpecialToken;
import org.junit.jupiter.api.Test;

class DirectionTest {
  private static final int BEGINNING = SpecialToken.BEGINNING.index();
  private static final int END = SpecialToken.END.index();

  @Test
  void backwardTurnsTheWordsAndLeavesTheSignsOfBeginningAndEnd() {
    assertThat(Direction.BACKWARD.of(new int[] {BEGINNING, 10, 11, 12, END}))
        .containsExactly(BEGINNING, 12, 11, 10, END);
    assertThat(Direction.BACKWARD.of(new int[] {BEGINNING, 10, 11}))
        .containsExactly(BEGINNING, 11, 10);
    assertThat(Direction.BACKWARD.of(new int[] {10, 11, END})).containsExactly(11, 10, END);
    assertThat(Direction.BACKWARD.of(new int[] {10, BEGINNING, 11}))
        .containsExactly(11, BEGINNING, 10);
  }

  @Test
  void backwardTwiceIsForward() {
    int[] document = {BEGINNING, 10, 11, 12, 13, END};

    assertThat(Direction.BACKWARD.of(Direction.BACKWARD.of(document))).containsExactly(document);
    assertThat(Direction.FORWARD.of(document)).containsExactly(document).isNotSameAs(document);
  }

  @Test
  void shortDocumentsStayAsTheyAre() {
    for (int[] document : new int[][] {{}, {BEGINNING}, {END}, {BEGINNING, END}, {BEGINNING, 9}}) {
      assertThat(Direction.BACKWARD.of(document)).containsExactly(document);
    }
  }

  @Test
  void namesTheDirectionsThereAre() {
    assertThat(Direction.of("backward")).isEqualTo(Direction.BACKWARD);
    assertThatThrownBy(() -> Direction.of("up"))
        .hasMessage("Direction must be one of [forward, backward], got \"up\"");
  }
}
