package dev.kindling.datablock.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.TextRules;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What an executor does with one document: read, hash, check, cut into tokens. Nothing a document
 * does ends the job: a bad one becomes a row with a reason.
 *
 * @param tree where the bytes come from that a row does not hold itself
 * @param rules from a document to its words
 * @param maxBytes that a document may have in UTF-8
 * @param targets whether a label is needed
 */
public record TextProcessor(FileTree tree, TextRules rules, int maxBytes, Targets targets)
    implements Serializable {
  private static final List<String> ENDS =
      List.of(SpecialToken.BEGINNING.text(), SpecialToken.END.text());

  public TextProcessor {
    requireNonNull(tree, "tree");
    requireNonNull(rules, "rules");
    requireNonNull(targets, "targets");
  }

  /**
   * One document processed.
   *
   * @param item columns {@code key, location, content, label, split, fault, detail}
   * @return columns as {@link TextRow#SCHEMA}
   */
  public Row process(Row item) {
    String key = item.getAs("key");
    if (item.getAs("fault") != null) {
      return TextRow.bad(item, Optional.empty(), item.getAs("fault"), item.getAs("detail"));
    }
    if (targets.needLabels() && item.getAs("label") == null) {
      return bad(
          item,
          Optional.empty(),
          new BadItemException(
              QuarantineReason.NO_LABEL, "the labeler has no label for \"" + key + "\""));
    }
    Optional<String> sha256 = Optional.empty();
    try {
      byte[] bytes = Utf8.withoutMark(bytes(item));
      sha256 = Optional.of(ItemProcessor.sha256(bytes));
      return tokenized(item, Utf8.text(bytes), sha256.get());
    } catch (BadItemException e) {
      return bad(item, sha256, e);
    } catch (RuntimeException e) { // a rule's mistake, never the job's end
      return bad(
          item,
          sha256,
          new BadItemException(QuarantineReason.CORRUPT, "the tokenizer failed: " + e, e));
    }
  }

  private byte[] bytes(Row item) throws BadItemException {
    byte[] bytes = item.getAs("content");
    if (bytes == null) {
      String location = item.getAs("location");
      return location == null ? new byte[0] : tree.read(location, maxBytes);
    }
    if (bytes.length > maxBytes) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_BYTES,
          "has %d bytes or more, at most %d are read".formatted(bytes.length, maxBytes));
    }
    return bytes;
  }

  private Row tokenized(Row item, String text, String sha256) throws BadItemException {
    if (text.isBlank()) {
      throw new BadItemException(
          QuarantineReason.EMPTY, "has %d bytes, no word".formatted(text.getBytes(UTF_8).length));
    }
    List<String> tokens = rules.tokens(text);
    if (ENDS.containsAll(tokens)) {
      throw new BadItemException(QuarantineReason.EMPTY, "has no token by the rules");
    }
    return TextRow.good(item, text, tokens, sha256);
  }

  private static Row bad(Row item, Optional<String> sha256, BadItemException why) {
    return TextRow.bad(item, sha256, why.reason().code(), why.detail());
  }
}
