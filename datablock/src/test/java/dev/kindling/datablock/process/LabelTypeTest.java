package dev.kindling.datablock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTypeTest {
  private static final LabelType PLANET = LabelType.multi(" ");

  @Test
  void takesACategoryAsItIsSpelt() throws BadItemException {
    assertThat(LabelType.category().read(List.of("", "Ankle boot", "Ankle boot")))
        .isEqualTo("Ankle boot");
  }

  @Test
  void countsARepeatedLabelOnceAndSortsThem() throws BadItemException {
    assertThat(PLANET.read(List.of("  primary clear\tclear "))).isEqualTo("clear primary");
    assertThat(LabelType.multi(";").read(List.of("red car; b ;;b"))).isEqualTo("b;red car");
    assertThat(LabelType.multi("|").read(List.of("a|b"))).isEqualTo("a|b");
  }

  @Test
  void addsUpWhatSeveralTextsSay() throws BadItemException {
    assertThat(PLANET.read(List.of("b", "a c", ""))).isEqualTo("a b c");
  }

  @Test
  void tellsNoLabelsFromNothingSaid() throws BadItemException {
    assertThat(PLANET.read(List.of(" "))).isEmpty();
    refused(PLANET, QuarantineReason.NO_LABEL);
  }

  @ParameterizedTest
  @CsvSource({
    "37, 37",
    "-0, 0",
    "+1.50, 1.5",
    " .5 , 0.5",
    "6.02e23, 6.02E23",
    "1e-400, 0",
    "9007199254740993, 9007199254740992",
    "0.1, 0.1"
  })
  void writesANumberInOneForm(String given, String number) throws BadItemException {
    assertThat(LabelType.number().read(List.of(given, ""))).isEqualTo(number);
  }

  @Test
  void refusesWhatIsNoFiniteDecimalNumber() {
    for (String text : List.of("abc", "NaN", "1,5", "0x10", "1d", "--1", "1e", ".", "٣")) {
      refused(LabelType.number(), QuarantineReason.NOT_A_NUMBER, text);
    }
    for (String text : List.of("inf", "-Infinity", "1e999")) {
      refused(LabelType.number(), QuarantineReason.INFINITE_NUMBER, text);
    }
    refused(LabelType.number(), QuarantineReason.NO_LABEL, " ");
  }

  @Test
  void takesTextsThatSayDifferentThingsForAmbiguousWhereOneLabelIsWanted() throws Exception {
    refused(LabelType.category(), QuarantineReason.AMBIGUOUS_LABEL, "cat", "dog");
    refused(LabelType.number(), QuarantineReason.AMBIGUOUS_LABEL, "1", "1.5");
    assertThat(LabelType.number().read(List.of("1", "1.0", "10e-1"))).isEqualTo("1");
  }

  @Test
  void needsSomethingBetweenLabels() {
    assertThatThrownBy(() -> LabelType.multi("")).isInstanceOf(IllegalArgumentException.class);
    assertThat(LabelType.multi("\t")).isEqualTo(PLANET);
  }

  @Test
  void keepsItemsWithoutALabelOnlyWhereTheyMayHaveSeveral() {
    assertThat(Targets.of(PLANET).onBlank(BlankLabel.KEEP).kind()).isEqualTo(Targets.Kind.MULTI);
    assertThatThrownBy(() -> Targets.categories().onBlank(BlankLabel.KEEP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("category");
  }

  private static void refused(LabelType type, QuarantineReason reason, String... given) {
    assertThatThrownBy(() -> type.read(List.of(given)))
        .as(String.join(" and ", given))
        .isInstanceOfSatisfying(
            BadItemException.class, bad -> assertThat(bad.reason()).isEqualTo(reason));
  }
}
