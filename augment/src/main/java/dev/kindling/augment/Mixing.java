package dev.kindling.augment;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.PixelBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** How the images of one batch are mixed: who with whom, and how much of each is seen. */
final class Mixing {
  private final PixelBatch batch;
  private final int[] partners;
  private final List<Mixture> mixtures;

  private Mixing(PixelBatch batch, int[] partners, List<Mixture> mixtures) {
    this.batch = batch;
    this.partners = partners;
    this.mixtures = mixtures;
  }

  /** Draws the way and the partners for the batch, by its first key, and a mixture per image. */
  static Mixing draw(List<BatchMix> ways, PixelBatch batch, Seed seed, long epoch) {
    Seed draws = seed.derive("mix");
    RandomGenerator forBatch = draws.derive("batch").random(batch.keys().get(0), epoch);
    BatchMix way = ways.get(Chance.below(ways.size(), forBatch));
    List<Mixture> mixtures = new ArrayList<>(batch.count());
    for (String key : batch.keys()) {
      mixtures.add(way.draw(draws.random(key, epoch)));
    }
    return new Mixing(batch, permutation(batch.count(), forBatch), mixtures);
  }

  private static int[] permutation(int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = Chance.below(i + 1, random);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  PixelBatch apply(Backend backend, Output output, BackendUse.Meter meter) {
    int[] targets = batch.targets();
    int[] otherTargets = new int[targets.length];
    int each = targets.length / partners.length;
    float[] ownShares = new float[partners.length];
    for (int i = 0; i < partners.length; i++) {
      System.arraycopy(targets, partners[i] * each, otherTargets, i * each, each);
      ownShares[i] = (float) mixtures.get(i).ownShare(output.size());
    }
    return batch.mixed(
        backend.mix(batch.inputs(), partners, mixtures, output, meter), otherTargets, ownShares);
  }
}
