package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyPatternTest {
  private static final KeyPattern BREED = new KeyPattern("([^/]+)_\\d+\\.jpg$");

  @Test
  void takesWhatItsFirstGroupTook() {
    assertThat(BREED.in("images/great_pyrenees_173.jpg")).contains("great_pyrenees");
    assertThat(new KeyPattern("^(\\d+)-(\\d+)").in("12-34.png")).contains("12");
  }

  @Test
  void findsNothingInAKeyOfAnotherForm() {
    assertThat(BREED.in("great_pyrenees_173.png")).isEmpty();
    assertThat(new KeyPattern("(x)?\\.jpg").in("a.jpg")).isEmpty();
    assertThat(new KeyPattern("(x*)\\.jpg").in("a.jpg")).isEmpty();
  }

  @Test
  void takesLinearTime() {
    assertThat(new KeyPattern("^(a*)*b$").in("a".repeat(100_000))).isEmpty();
  }

  @Test
  void refusesWhatIsNoPatternWithAGroup() {
    assertThatThrownBy(() -> new KeyPattern("[a-z]+"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a group");
    assertThatThrownBy(() -> new KeyPattern("(a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no regular expression of RE2/J");
    assertThatThrownBy(() -> new KeyPattern("(a)(?=b)"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
