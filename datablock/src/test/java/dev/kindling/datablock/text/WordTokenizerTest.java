package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordTokenizerTest {
  @Test
  void cutsWordsFromSigns() {
    assertThat(WordTokenizer.tokens("Hello, (big) world!"))
        .containsExactly("Hello", ",", "(", "big", ")", "world", "!");
  }

  @Test
  void cutsOffEnglishShortForms() {
    assertThat(WordTokenizer.tokens("don't it's WE'LL they’ve O'Neil 'quoted' n't dogs'"))
        .containsExactly(
            "do", "n't", "it", "'s", "WE", "'LL", "they", "’ve", "O'Neil", "'", "quoted", "'",
            "n't", "dogs", "'");
  }

  @Test
  void keepsNumbersWhole() {
    assertThat(WordTokenizer.tokens("1,000.5 is 3.14, or 7."))
        .containsExactly("1,000.5", "is", "3.14", ",", "or", "7", ".");
  }

  @Test
  void keepsRunsOfFullStopsAndHyphens() {
    assertThat(WordTokenizer.tokens("well-known... yes -- no!!"))
        .containsExactly("well", "-", "known", "...", "yes", "--", "no", "!", "!");
  }

  @Test
  void keepsLineBreaksAndParagraphs() {
    assertThat(WordTokenizer.tokens("a\nb \n \n c\r\nd\r\n\r\ne"))
        .containsExactly("a", "\n", "b", "\n\n", "c", "\n", "d", "\n\n", "e");
  }

  @Test
  void keepsSpecialTokensWhole() {
    String text = String.join(" ", SpecialToken.texts());
    assertThat(WordTokenizer.tokens(text)).isEqualTo(SpecialToken.texts());
  }

  @Test
  void keepsEmojiWithModifiersJoinedPartsAndFlags() {
    assertThat(WordTokenizer.tokens("😀😀 👍🏽 👩\u200D🚀! ❤\uFE0F 🇫🇷🇩🇪 🇫"))
        .containsExactly("😀", "😀", "👍🏽", "👩\u200D🚀", "!", "❤\uFE0F", "🇫🇷", "🇩🇪", "🇫");
  }

  @Test
  void readsWordsOfOtherScripts() {
    assertThat(WordTokenizer.tokens("שלום, עולם مرحبا हिन्दी 漢字 𠀀 e\u0301te\u0301 می\u200Cخواهم"))
        .containsExactly(
            "שלום",
            ",",
            "עולם",
            "مرحبا",
            "हिन्दी",
            "漢",
            "字",
            "𠀀",
            "e\u0301te\u0301",
            "می\u200Cخواهم");
  }

  @Test
  void keepsReplacementCharactersVisible() {
    assertThat(WordTokenizer.tokens("caf\uFFFD \uFFFD")).containsExactly("caf", "\uFFFD", "\uFFFD");
  }

  @Test
  void takesAnEmptyTextAndOneOfSpaces() {
    assertThat(WordTokenizer.tokens("")).isEmpty();
    assertThat(WordTokenizer.tokens(" \t\u00A0 ")).isEmpty();
  }
}
