package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.image.EncodedImage;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageHeader;
import dev.kindling.datablock.image.PerceptualHash;
import dev.kindling.datablock.image.Presize;
import dev.kindling.datablock.image.TimeLimit;
import dev.kindling.datablock.quality.ItemQuality;
import dev.kindling.datablock.scan.FileTree;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What an executor does with items: read, hash, decode once, measure. Nothing an item does ends the
 * job: a bad one becomes a row with a reason.
 *
 * @param tree where the bytes come from
 * @param images how they become inputs
 */
public record ItemProcessor(FileTree tree, Images images) implements Serializable {
  public ItemProcessor {
    requireNonNull(tree, "tree");
    requireNonNull(images, "images");
  }

  /**
   * Items processed, in their order. Some are read ahead, of not much more than 8 MiB in all.
   *
   * @param items columns {@code key, location, content, label, split, fault, detail}; {@code
   *     content} where the row holds the image itself, {@code fault} where it is bad already
   * @return columns as {@link ProcessedRow#SCHEMA}
   */
  public Iterator<Row> process(Iterator<Row> items) {
    return new Batches<>(new Each<>(items, this::fetched), Fetched::bytes, this::measured);
  }

  /** An item with its bytes, or with the row that says why it has none. */
  private record Fetched(Row item, Optional<byte[]> content, Optional<Row> bad) {
    long bytes() {
      return content.map(bytes -> bytes.length).orElse(0);
    }
  }

  private Fetched fetched(Row item) {
    if (item.getAs("fault") != null) {
      return bad(
          item,
          ProcessedRow.bad(item, Optional.empty(), item.getAs("fault"), item.getAs("detail")));
    }
    if (item.getAs("label") == null) {
      String key = item.getAs("key");
      return bad(
          item,
          ProcessedRow.bad(
              item,
              Optional.empty(),
              new BadItemException(
                  QuarantineReason.NO_LABEL, "the labeler has no label for \"" + key + "\"")));
    }
    try {
      return new Fetched(item, Optional.of(content(item)), Optional.empty());
    } catch (BadItemException e) {
      return bad(item, ProcessedRow.bad(item, Optional.empty(), e));
    }
  }

  private static Fetched bad(Row item, Row row) {
    return new Fetched(item, Optional.empty(), Optional.of(row));
  }

  private List<Row> measured(List<Fetched> items) {
    ImageDecoder decoder = ImageDecoder.of(images.limits().unwatched());
    return TimeLimit.each(
        images.limits().timeout(),
        items,
        item -> item.bad().orElseGet(() -> row(item, decoder)),
        (item, why) ->
            ProcessedRow.bad(item.item(), item.content().map(ItemProcessor::sha256), why));
  }

  private Row row(Fetched fetched, ImageDecoder decoder) {
    Row item = fetched.item();
    byte[] content = fetched.content().orElseThrow();
    String sha256 = sha256(content);
    try {
      return measured(item, content, sha256, decoder);
    } catch (BadItemException e) {
      return ProcessedRow.bad(item, Optional.of(sha256), e);
    } catch (RuntimeException | StackOverflowError e) { // a decoder's mistake, never the job's end
      return ProcessedRow.bad(
          item,
          Optional.of(sha256),
          new BadItemException(QuarantineReason.CORRUPT, "the decoder failed: " + e, e));
    }
  }

  private byte[] content(Row item) throws BadItemException {
    byte[] content = item.getAs("content");
    long maxBytes = images.limits().maxBytes();
    if (content == null) {
      String location = item.getAs("location");
      if (location == null) {
        throw new BadItemException(QuarantineReason.NO_CONTENT, "the row has no content");
      }
      return tree.read(location, maxBytes);
    }
    if (content.length > maxBytes) {
      throw new BadItemException(
          QuarantineReason.TOO_MANY_BYTES,
          "has %d bytes, at most %d are read".formatted(content.length, maxBytes));
    }
    return content;
  }

  private Row measured(Row item, byte[] content, String sha256, ImageDecoder decoder)
      throws BadItemException {
    Optional<Presize> presize = images.presizing();
    Image image;
    EncodedImage stored;
    if (presize.isPresent()) {
      image = presize.get().shrink(presize.get().decode(content, decoder));
      stored = Presize.encoded(content, image);
    } else {
      image = decoder.decode(content);
      stored =
          new EncodedImage(
              content, ImageHeader.read(content).format(), image.width(), image.height());
    }
    Optional<PerceptualHash> look =
        images.nearDuplicates() == NearDuplicates.IGNORE
            ? Optional.empty()
            : PerceptualHash.of(image);
    ItemQuality quality = ItemQuality.of(ImageHeader.read(content), content.length, image);
    return ProcessedRow.good(item, stored, sha256, ChannelSums.of(image), look, quality);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
