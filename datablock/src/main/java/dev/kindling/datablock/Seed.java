package dev.kindling.datablock;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The root of everything random in a run. A draw is a function of (seed, purpose, key, epoch),
 * never of position, partition, thread or time, so any executor can redo any other's work.
 *
 * <p>Hashing is FNV-1a over UTF-8 with SplitMix64's finaliser (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", 2014); the values are part of the data format and do not change.
 *
 * @param value any 64-bit number
 */
public record Seed(long value) implements java.io.Serializable {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** A seed of its own for one purpose, such as {@code "split"} or {@code "flip"}. */
  public Seed derive(String purpose) {
    return new Seed(hash(purpose));
  }

  /** A seed of its own for one number, such as an epoch. */
  public Seed derive(long number) {
    return new Seed(mix(value + GOLDEN_GAMMA * (number + 1)));
  }

  /** A stable 64-bit hash of the text under this seed, uniform over all longs. */
  public long hash(String text) {
    long h = FNV_OFFSET ^ mix(value + GOLDEN_GAMMA);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * FNV_PRIME;
    }
    return mix(h);
  }

  /** A stable number in [0, 1) for the text under this seed. */
  public double fraction(String text) {
    return (hash(text) >>> 11) * 0x1.0p-53;
  }

  /** A fresh generator for one item in one epoch; the same arguments give the same draws. */
  public RandomGenerator random(String key, long epoch) {
    return new SplittableRandom(derive(epoch).hash(key));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
