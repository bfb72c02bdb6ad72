package dev.kindling.bench.training;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.Preset;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A dataset's images as training sees them, for a peer that reads no images. */
final class Pixels {
  private static final Seed UNUSED = new Seed(0);
  private static final int CHANNELS = 3;

  private Pixels() {}

  /** Writes {@code train.bin} and {@code valid.bin}: NCHW, normalised, targets one-hot. */
  static void write(PreparedDataset dataset, int size, Path folder) {
    Augmentation resized =
        Augmentations.of(Preset.NONE)
            .validation(
                size, Normalize.byStatistics(dataset.manifest().mean(), dataset.manifest().std()));
    for (String split : List.of("train", "valid")) {
      List<Row> rows =
          dataset
              .rows()
              .where("split = '" + split + "'")
              .orderBy("sha256") // so that the classes are mixed
              .select("key", "content", "label")
              .collectAsList();
      data(rows, dataset.manifest().vocab(), size, resized)
          .save(folder.resolve(split + ".bin").toFile());
    }
  }

  private static DataSet data(List<Row> rows, List<String> vocab, int size, Augmentation resized) {
    int each = CHANNELS * size * size;
    float[] inputs = new float[rows.size() * each];
    INDArray wanted = Nd4j.zeros(rows.size(), vocab.size());
    ImageDecoder decoder = ImageDecoder.of(DecodeLimits.NONE);
    for (int item = 0; item < rows.size(); item++) {
      Row row = rows.get(item);
      int target = vocab.indexOf(row.getString(2));
      try {
        ImageBatch image =
            new ImageBatch(
                List.of(row.getString(0)),
                List.of(decoder.decode(row.<byte[]>getAs(1))),
                List.of(target));
        float[] pixels = resized.apply(image, UNUSED, 0).inputs();
        System.arraycopy(pixels, 0, inputs, item * each, each);
      } catch (BadItemException e) {
        throw new IllegalStateException("A prepared image is damaged: " + row.getString(0), e);
      }
      wanted.putScalar(item, target, 1);
    }
    return new DataSet(
        Nd4j.create(inputs, new long[] {rows.size(), CHANNELS, size, size}, 'c'), wanted);
  }
}
