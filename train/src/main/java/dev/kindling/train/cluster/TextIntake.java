package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.DocumentSource;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.Direction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * Cuts documents into tokens and numbers them.
 *
 * @param rules from document to tokens
 * @param tokens the vocabulary, in the order of the token ids
 * @param maxTokens of longer documents, so many are read, those that come last
 * @param direction which way documents are read
 */
record TextIntake(TextRules rules, List<String> tokens, int maxTokens, Direction direction)
    implements Intake {
  private static final long serialVersionUID = 1;
  private static final int PREFETCH = 2;

  TextIntake {
    requireNonNull(rules, "rules");
    requireNonNull(direction, "direction");
    tokens = List.copyOf(tokens);
  }

  @Override
  public JavaRDD<ShardRecord> rows(
      PreparedDataset dataset, Split split, List<String> vocab, TargetSpec target) {
    dataset.require(Kind.TEXT);
    new TextSpec(rules.text(), tokens, maxTokens, direction)
        .requireSame(dataset.manifest().text().rules(), dataset.tokenVocab().tokens());
    return SplitRows.texts(dataset, split, vocab, target, direction);
  }

  @Override
  public BatchSource evaluation(Shard shard, int batchSize) {
    return DocumentSource.evaluation(shard, batchSize, maxTokens).prefetched(PREFETCH);
  }

  @Override
  public Taken take(List<Found> items, DecodeLimits limits) {
    Vocab vocab = rules.vocab().of(tokens);
    List<Refused> refused = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<int[]> documents = new ArrayList<>();
    for (Found item : items) {
      try {
        documents.add(ids(item.content(), vocab, limits));
        keys.add(item.key());
      } catch (BadItemException bad) {
        refused.add(new Refused(item.key(), bad));
      }
    }
    return new Taken(
        keys.isEmpty() ? Optional.empty() : Optional.of(padded(keys, documents)), refused);
  }

  private int[] ids(byte[] content, Vocab vocab, DecodeLimits limits) throws BadItemException {
    if (content.length > limits.maxBytes()) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_BYTES,
          "%d bytes, at most %d allowed".formatted(content.length, limits.maxBytes()));
    }
    String text = decoded(content);
    if (text.isBlank()) {
      throw new BadItemException(QuarantineReason.EMPTY, "it has no text");
    }
    int[] ids = direction.of(vocab.numericalize(rules.tokens(text)));
    return Arrays.copyOfRange(ids, Math.max(0, ids.length - maxTokens), ids.length);
  }

  private static String decoded(byte[] content) throws BadItemException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new BadItemException(QuarantineReason.INVALID_UTF_8, "it is not UTF-8", e);
    }
  }

  private static TokenBatch padded(List<String> keys, List<int[]> documents) {
    int steps = documents.stream().mapToInt(ids -> ids.length).max().orElseThrow();
    int[] all = new int[keys.size() * steps];
    Arrays.fill(all, SpecialToken.PADDING.index());
    int[] lengths = new int[keys.size()];
    for (int row = 0; row < lengths.length; row++) {
      lengths[row] = documents.get(row).length;
      System.arraycopy(documents.get(row), 0, all, row * steps, lengths[row]);
    }
    int[] unlabelled = new int[keys.size()];
    Arrays.fill(unlabelled, -1);
    return TokenBatch.documents(all, lengths, unlabelled, keys);
  }
}
