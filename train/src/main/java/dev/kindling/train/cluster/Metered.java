package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.loop.BatchSource;

/** A source whose batches are counted by what augments them. */
record Metered(BatchSource source, BackendUse.Meter meter) implements BatchSource {
  @Override
  public int steps() {
    return source.steps();
  }

  @Override
  public Batch batch(int epoch, int step) {
    return source.batch(epoch, step);
  }

  @Override
  public Feed feed(int epoch, int from, int to) {
    return source.feed(epoch, from, to);
  }

  @Override
  public BackendUse augmented() {
    return meter.use();
  }
}
