package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.datablock.text.VocabLimits;
import java.util.Optional;

/**
 * How documents become inputs: cut into tokens by rules, and the tokens numbered by a vocabulary
 * that is fitted on train, or given.
 *
 * @param rules from a document to its tokens
 * @param limits of the vocabulary
 * @param vocab that is given; empty to fit one on train within the limits
 * @param maxBytes that a document may have in UTF-8, in [1, {@link DocumentRow#MAX_BYTES}]
 */
public record Texts(TextRules rules, VocabLimits limits, Optional<Vocab> vocab, int maxBytes)
    implements Inputs {
  private static final int MAX_BYTES = 64 << 20;

  public Texts {
    requireNonNull(rules, "rules");
    requireNonNull(limits, "limits");
    requireNonNull(vocab, "vocab");
    if (maxBytes < 1 || maxBytes > DocumentRow.MAX_BYTES) {
      throw new IllegalArgumentException(
          "A document must be allowed 1 to %d bytes, got %d"
              .formatted(DocumentRow.MAX_BYTES, maxBytes));
    }
  }

  /** With a vocabulary that is fitted on train. */
  public Texts(TextRules rules, VocabLimits limits, int maxBytes) {
    this(rules, limits, Optional.empty(), maxBytes);
  }

  /** The standard rules and limits, documents of up to 64 MiB. */
  public static Texts tokenize() {
    return new Texts(TextRules.standard(), VocabLimits.standard(), MAX_BYTES);
  }

  /** The same by other rules. */
  public Texts by(TextRules other) {
    return new Texts(other, limits, vocab, maxBytes);
  }

  /** The same with a vocabulary of other limits, fitted on train. */
  public Texts within(VocabLimits other) {
    return new Texts(rules, other, maxBytes);
  }

  /**
   * The same, with the tokens numbered by a vocabulary from elsewhere; the limits mean nothing
   * then.
   *
   * @param given made with the same rules
   */
  public Texts numberedBy(Vocab given) {
    return new Texts(rules, limits, Optional.of(given), maxBytes);
  }
}
