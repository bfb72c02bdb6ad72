package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenizerTest {
  @Test
  void cutsAtSpacesOnly() {
    assertThat(Tokenizer.whitespace().tokens(" It 's\u00A0a @-@ (test) .\n\nEnd\t"))
        .containsExactly("It", "'s", "a", "@-@", "(test)", ".", "End");
  }

  @Test
  void endsEveryLineEvenABlankOneAndTheLast() {
    Tokenizer lines = Tokenizer.whitespace("<eos>");

    assertThat(lines.tokens(" \n a b \n\nc"))
        .containsExactly("<eos>", "a", "b", "<eos>", "<eos>", "c", "<eos>");
    assertThat(lines.tokens("a\r\nb\rc\n"))
        .containsExactly("a", "<eos>", "b", "<eos>", "c", "<eos>");
    assertThat(lines.tokens("")).isEmpty();
  }

  @Test
  void refusesALineEndThatIsNoToken() {
    assertThatThrownBy(() -> Tokenizer.whitespace("end of line"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no spaces");
    assertThatThrownBy(() -> Tokenizer.whitespace("")).isInstanceOf(IllegalArgumentException.class);
  }
}
