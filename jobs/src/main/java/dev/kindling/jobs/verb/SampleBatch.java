package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.settings.Settings;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.Row;

/** Some training images as the model sees them: augmented, normalised, and made visible again. */
final class SampleBatch {
  private static final int PICTURES = 24;

  private SampleBatch() {}

  static List<Findings.Picture> of(PreparedDataset dataset, Settings settings) {
    List<Row> rows =
        dataset
            .rows(Split.TRAIN)
            .orderBy(col("sha256"), col("key")) // as good as shuffled, and always the same
            .limit(PICTURES)
            .select("key", "content", "label")
            .collectAsList();
    Normalize normalize = new Normalize(dataset.manifest().mean(), dataset.manifest().std());
    Augmentation augmentation =
        settings.augment().augmentations().training(settings.data().size(), normalize);
    Batch batch = augmentation.apply(decoded(rows), settings.seed(), 0);
    List<Findings.Picture> pictures = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Image visible = visible(batch.inputs(), i, settings.data().size(), normalize);
      pictures.add(
          new Findings.Picture(
              Base64.getEncoder().encodeToString(ImageEncoder.jpeg(visible, ImageEncoder.SMALL)),
              rows.get(i).getAs("label")));
    }
    return pictures;
  }

  private static ImageBatch decoded(List<Row> rows) {
    ImageDecoder decoder = ImageDecoder.of(DecodeLimits.NONE);
    List<Image> images = new ArrayList<>();
    for (Row row : rows) {
      try {
        images.add(decoder.decode(row.getAs("content")));
      } catch (BadItemException e) {
        throw new IllegalStateException(
            "Prepared item %s cannot be decoded any more".formatted(row.<String>getAs("key")), e);
      }
    }
    List<Integer> targets = rows.stream().map(row -> 0).toList();
    return new ImageBatch(
        rows.stream().map(row -> row.<String>getAs("key")).toList(), images, targets);
  }

  /** One image of a float32 NCHW batch as uint8 HWC. */
  private static Image visible(float[] inputs, int index, int size, Normalize normalize) {
    byte[] pixels = new byte[size * size * Image.CHANNELS];
    int plane = size * size;
    for (int c = 0; c < Image.CHANNELS; c++) {
      int from = (index * Image.CHANNELS + c) * plane;
      for (int p = 0; p < plane; p++) {
        pixels[p * Image.CHANNELS + c] = (byte) normalize.undo(inputs[from + p], c);
      }
    }
    return Image.of(pixels, size, size);
  }
}
