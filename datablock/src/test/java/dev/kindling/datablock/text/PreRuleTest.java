package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreRuleTest {
  @Test
  void makesSpacesOfNullBytesByteOrderMarksAndOtherControlCharacters() {
    assertThat(PreRule.PLAIN_CHARACTERS.apply("\uFEFFa\0b\u0007c\u200Bd\te\nf"))
        .isEqualTo(" a b c d\te\nf");
  }

  @Test
  void dropsSoftHyphensAndDirectionalMarksButKeepsJoiners() {
    assertThat(PreRule.PLAIN_CHARACTERS.apply("so\u00ADft \u202Bשלום\u202C\u200F 👩\u200D🚀"))
        .isEqualTo("soft שלום 👩\u200D🚀");
  }

  @Test
  void keepsReplacementCharactersAndMakesOneOfHalfASurrogatePair() {
    assertThat(PreRule.PLAIN_CHARACTERS.apply("a\uFFFDb\uD83Dc")).isEqualTo("a\uFFFDb\uFFFDc");
  }

  @ParameterizedTest
  @CsvSource({
    "a<br>b, 'a\nb'",
    "a<br/>b, 'a\nb'",
    "a<BR />b, 'a\nb'",
    "a< br / >b, 'a\nb'",
    "<br /><br />, '\n\n'",
    "a <bread> b, a <bread> b",
    "a <br, a <br",
    "a <, a <"
  })
  void makesALineBreakOfEachBrTag(String text, String expected) {
    assertThat(PreRule.LINE_BREAKS.apply(text)).isEqualTo(expected);
  }

  @Test
  void unescapesCharacterReferencesOnce() {
    assertThat(PreRule.MARKUP.apply("a &amp; b &lt;i&gt; &quot;c&quot; &#39;d&#x27; e&nbsp;f"))
        .isEqualTo("a & b <i> \"c\" 'd' e f");
    assertThat(PreRule.MARKUP.apply("&amp;lt; &amp;quot; &amp;#39;"))
        .isEqualTo("&lt; &quot; &#39;");
  }

  @Test
  void readsNumericReferencesAsBrowsersDo() {
    assertThat(PreRule.MARKUP.apply("it&#146;s &#8364; &#x1F600; &#160;")).isEqualTo("it’s € 😀  ");
  }

  @Test
  void unescapesReferencesThatLostTheirAmpersandOutsideWords() {
    assertThat(PreRule.MARKUP.apply("don#39;t won#146;t #36;5 R amp; B quot;x quot; nbsp;"))
        .isEqualTo("don't won't $5 R & B \"x \"  ");
    assertThat(PreRule.MARKUP.apply("a stamp; b")).isEqualTo("a stamp; b");
  }

  @Test
  void leavesWhatIsNoReference() {
    String text = "AT&T & &; &#; &#x; &#xD800; &#0; &#99999999999; &unknown; &";
    assertThat(PreRule.MARKUP.apply(text)).isEqualTo(text);
  }

  @Test
  void mendsOtherLeftovers() {
    assertThat(applied(PreRule.MARKUP, "a\\nb \\\"c\\\" <unk> 1 @.@ 5 2 @,@ 000 x @-@ y"))
        .isEqualTo("a\nb \"c\" xxunk 1.5 2,000 x-y");
  }

  @ParameterizedTest
  @CsvSource({
    "coool, coool",
    "cooool, 'c xxrep 4 o l'",
    "!!!!!, ' xxrep 5 ! '",
    "👍👍👍👍, ' xxrep 4 👍 '",
    "��������, ' xxrep 8 � '",
    "a      b, a      b"
  })
  void countsFourOrMoreOfTheSameCharacter(String text, String expected) {
    assertThat(applied(PreRule.REPEATED_CHARACTERS, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "word word word, word word word",
    "word word  word word, ' xxwrep 4 word '",
    "a word word word word word. b, 'a  xxwrep 5 word . b'",
    "no no no nose, no no no nose",
    "keyword word word word, keyword word word word",
    "No no no no, No no no no",
    "'ha, ha, ha, ha', 'ha, ha, ha, ha'",
    "xxrep 4 4 4 4, 'xxrep  xxwrep 4 4 '"
  })
  void countsFourOrMoreOfTheSameWord(String text, String expected) {
    assertThat(applied(PreRule.REPEATED_WORDS, text)).isEqualTo(expected);
  }

  @Test
  void takesTheCountAndTheCharacterOfARepetitionForNoWords() {
    String counted = PreRule.REPEATED_CHARACTERS.apply("4444 4 4 4 4");

    assertThat(applied(PreRule.REPEATED_WORDS, counted)).isEqualTo(" xxrep 4 4   xxwrep 4 4 ");
    assertThat(applied(PreRule.REPEATED_WORDS, PreRule.REPEATED_CHARACTERS.apply("4444 4 4")))
        .isEqualTo(" xxrep 4 4  4 4");
  }

  @Test
  void putsSpacesRoundSlashesAndHashes() {
    assertThat(PreRule.SPACED_SIGNS.apply("and/or #1")).isEqualTo("and / or  # 1");
  }

  @Test
  void squeezesSpacesButNoLineBreaks() {
    assertThat(PreRule.SINGLE_SPACES.apply("  a   b \n\n c ")).isEqualTo(" a b \n\n c ");
  }

  @ParameterizedTest
  @EnumSource(PreRule.class)
  void leavesAnEmptyTextEmpty(PreRule rule) {
    assertThat(rule.apply("")).isEmpty();
  }

  private static String applied(PreRule rule, String text) {
    return Marks.spelt(rule.apply(text));
  }
}
