package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import dev.kindling.datablock.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SubwordVocabTest {
  private static final int SPACE = 8 + ' ';
  private static final int B = 8 + 'b';
  private static final int C = 8 + 'c';

  /**
   * Pairs at first: (space, a) 5, (a, b) 5, (b, c) 3, (space, b) 1. Of the two most frequent, the
   * space is first, so "Ġa" is piece 256; then (Ġa, b) 5 is 257; then (Ġab, c) 2 is 258; the rest
   * is rarer than 2.
   */
  private final Vocab vocab =
      VocabKind.SUBWORDS.fit(
          Map.of("ab", 3L, "abc", 2L, "bc", 1L, "xxmaj", 9L), new VocabLimits(1000, 2));

  @Test
  void joinsTheMostFrequentPairAgainAndAgain() {
    assertThat(vocab.size()).isEqualTo(8 + 259);
    assertThat(vocab.tokens().subList(264, 267)).containsExactly("Ġa", "Ġab", "Ġabc");
  }

  @Test
  void cutsAWordByThePiecesThatWereLearnedFirst() {
    assertThat(vocab.numericalize(List.of("ab", "abc"))).containsExactly(265, 266);
    assertThat(vocab.numericalize(List.of("bc"))).containsExactly(SPACE, B, C);
    assertThat(vocab.numericalize(List.of("abb"))).containsExactly(265, B);
  }

  @Test
  void keepsSpecialTokensWholeAndNeverLearnsTheirNames() {
    Vocab tempting =
        VocabKind.SUBWORDS.fit(Map.of("axxup", 9L, "bxxup", 9L), new VocabLimits(1000, 2));

    assertThat(tempting.numericalize(List.of("xxmaj", "xxup"))).containsExactly(7, 6);
    assertThat(tempting.words(tempting.numericalize(List.of("bxxup", "xxup", "cxxup"))))
        .containsExactly("bxxup", "xxup", "cxxup");
  }

  @Test
  void countsNoPairTwiceWhereItOverlapsItself() {
    // (a, a) 4, then " " + "aa" and "aa" + "a" both 2, the space first
    Vocab row = VocabKind.SUBWORDS.fit(Map.of("aaa", 2L), new VocabLimits(1000, 2));

    assertThat(row.tokens().subList(264, 267)).containsExactly("aa", "Ġaa", "Ġaaa");
  }

  @Test
  void spellsAnythingSoThatNothingIsUnknown() {
    List<String> document =
        List.of("xxbos", "שלום", "👩\u200D🚀", "\n", "\n\n", "\u0001", "é", "x".repeat(1000), "Ġ");

    int[] indices = vocab.numericalize(document);

    assertThat(indices).doesNotContain(SpecialToken.UNKNOWN.index());
    assertThat(vocab.words(indices)).isEqualTo(document);
  }

  @Test
  void makesWordsOfWhateverAModelWrites() {
    assertThat(vocab.words(new int[] {B, 265, C, 7, C, SPACE, 8 + 0xC3}))
        .containsExactly("b", "abc", "xxmaj", "c", "\uFFFD");
    assertThat(vocab.words(new int[] {})).isEmpty();
  }

  @Test
  void showsPiecesAsPeopleReadThem() {
    assertThat(vocab.shown(265)).isEqualTo("▁ab");
    assertThat(vocab.shown(8 + 0xC3)).isEqualTo("<c3>");
    assertThat(vocab.shown(7)).isEqualTo("xxmaj");
  }

  @Test
  void learnsWhatCountingAnewBeforeEachMergeLearns() {
    for (int seed = 0; seed < 20; seed++) {
      Map<String, Long> corpus = corpus(new Seed(seed).random("corpus", 0), 40);

      assertThat(BytePairLearner.pieces(corpus, 320, 2))
          .isEqualTo(SlowBytePairs.pieces(corpus, 320, 2));
    }
  }

  @Test
  void cutsWordsAsAnIndependentEncoderDoes() {
    RandomGenerator random = new Seed(5).random("corpus", 0);
    Vocab learned = VocabKind.SUBWORDS.fit(corpus(random, 300), new VocabLimits(700, 2));
    Map<byte[], Integer> ranks = new HashMap<>();
    for (int i = 8; i < learned.size(); i++) {
      ranks.put(ByteAlphabet.bytes(learned.token(i)), i);
    }
    Encoding peer =
        Encodings.newLazyEncodingRegistry()
            .registerGptBytePairEncoding(
                new GptBytePairEncodingParams("peer", Pattern.compile("(?s).+"), ranks, Map.of()))
            .getEncoding("peer")
            .orElseThrow();

    for (String word : corpus(random, 2000).keySet()) {
      assertThat(learned.numericalize(List.of(word)))
          .as(word)
          .isEqualTo(peer.encodeOrdinary(" " + word).toArray());
    }
  }

  @Test
  void comesBackFromItsTokensAndIsNoVocabularyOfWords() {
    assertThat(VocabKind.SUBWORDS.of(vocab.tokens())).isEqualTo(vocab);
    assertThat(Vocab.of(vocab.tokens())).isNotEqualTo(vocab);
    List<String> words = new ArrayList<>(SpecialToken.texts());
    words.add("word");
    assertThatThrownBy(() -> VocabKind.SUBWORDS.of(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got \"word\" at index 8");
    List<String> odd = new ArrayList<>(vocab.tokens());
    odd.add("日");
    assertThatThrownBy(() -> VocabKind.SUBWORDS.of(odd)).hasMessageContaining("got \"日\"");
  }

  @Test
  void refusesToBeSmallerThanTheBytes() {
    assertThatThrownBy(() -> VocabKind.SUBWORDS.fit(Map.of("a", 1L), new VocabLimits(255, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256 or more, got 255");
  }

  /** Words of a few letters, so that pairs repeat, overlap and tie. */
  private static Map<String, Long> corpus(RandomGenerator random, int words) {
    String[] letters = {"a", "b", "c", "é", "日", "'", "aa"};
    Map<String, Long> corpus = new HashMap<>();
    for (int i = 0; i < words; i++) {
      StringBuilder word = new StringBuilder();
      for (int k = random.nextInt(9); k >= 0; k--) {
        word.append(letters[random.nextInt(letters.length)]);
      }
      corpus.merge(word.toString(), 1L + random.nextInt(4), Long::sum);
    }
    return corpus;
  }
}
