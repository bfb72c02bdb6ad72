package dev.kindling.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Every transform alone at both ends of its usual range, to be looked at. Of an image more than
 * twice as long as it is wide, a crop shows the most it may instead of what it says.
 */
public final class TransformGallery {
  private static final double LEAST = 0;
  private static final double MIDDLE = 0.5;
  private static final double MOST = Math.nextDown(1.0);

  private static final double CROP_AREA = 0.35;
  private static final double DEGREES = 30;
  private static final double ZOOM = 1.4;
  private static final double WARP = 0.2;
  private static final double TILT = 0.5;
  private static final double LIGHT = 0.4;
  private static final double TURNS = 0.1;
  private static final double MIN_ERASED = 0.02;
  private static final double MAX_ERASED = 0.2;

  private TransformGallery() {}

  /**
   * A transform with nothing left to chance.
   *
   * @param transform its name
   * @param value what it was fixed to
   * @param fixed gives the same plan whatever the generator
   */
  public record Exhibit(String transform, String value, BatchTransform fixed) {}

  /** All of them; the first changes nothing. */
  public static List<Exhibit> exhibits() {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(new Exhibit("As it is", "", (plan, random) -> plan));
    exhibits.add(fixed("Flip", "mirrored", new Flip(1), LEAST));
    exhibits.addAll(dihedrals());
    RandomResizedCrop crop = new RandomResizedCrop(CROP_AREA, CROP_AREA);
    exhibits.add(fixed("RandomResizedCrop", "35 %, top left", crop, LEAST));
    exhibits.add(fixed("RandomResizedCrop", "35 %, bottom right", crop, MOST));
    exhibits.add(ends("Rotate", "-30°, clockwise", new Rotate(DEGREES, 1), LEAST));
    exhibits.add(ends("Rotate", "30°, counter-clockwise", new Rotate(DEGREES, 1), MOST));
    Zoom zoom = new Zoom(1 / ZOOM, ZOOM, 1);
    exhibits.add(fixed("Zoom", "1/1.4", zoom, LEAST, LEAST, MIDDLE, MIDDLE));
    exhibits.add(fixed("Zoom", "1.4", zoom, LEAST, MOST, MIDDLE, MIDDLE));
    exhibits.addAll(warps());
    exhibits.addAll(tilts());
    exhibits.addAll(colours());
    Erase erase = new Erase(MIN_ERASED, MAX_ERASED, 1);
    exhibits.add(fixed("Erase", "2 %", erase, LEAST, LEAST, MIDDLE, MIDDLE, MIDDLE));
    exhibits.add(fixed("Erase", "20 %", erase, LEAST, MOST, MIDDLE, MIDDLE, MIDDLE));
    return exhibits;
  }

  private static List<Exhibit> dihedrals() {
    String[] ways = {
      "as it is",
      "mirrored",
      "top to bottom",
      "180°",
      "rows as columns",
      "90° counter-clockwise",
      "90° clockwise",
      "the other diagonal"
    };
    List<Exhibit> exhibits = new ArrayList<>();
    for (int way = 1; way < ways.length; way++) {
      exhibits.add(
          fixed("Dihedral", ways[way], new Dihedral(1), LEAST, (way + MIDDLE) / ways.length));
    }
    return exhibits;
  }

  /** Corners move by x and y in the order top left, top right, bottom right, bottom left. */
  private static List<Exhibit> warps() {
    Warp warp = new Warp(WARP, 1);
    return List.of(
        fixed(
            "Warp",
            "top outwards 0.2",
            warp,
            LEAST,
            LEAST,
            MIDDLE,
            MOST,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE),
        fixed(
            "Warp",
            "top inwards 0.2",
            warp,
            LEAST,
            MOST,
            MIDDLE,
            LEAST,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE,
            MIDDLE));
  }

  private static List<Exhibit> tilts() {
    String[] sides = {"top", "right", "bottom", "left"};
    List<Exhibit> exhibits = new ArrayList<>();
    for (int side = 0; side < sides.length; side++) {
      exhibits.add(
          fixed(
              "Tilt",
              sides[side] + " nearer, 0.5",
              new Tilt(TILT, 1),
              LEAST,
              MOST,
              (side + MIDDLE) / sides.length));
    }
    return exhibits;
  }

  private static List<Exhibit> colours() {
    return List.of(
        ends("Brightness", "0.6", new Brightness(LIGHT, 1), LEAST),
        ends("Brightness", "1.4", new Brightness(LIGHT, 1), MOST),
        ends("Contrast", "0.6", new Contrast(LIGHT, 1), LEAST),
        ends("Contrast", "1.4", new Contrast(LIGHT, 1), MOST),
        ends("Saturation", "0.6", new Saturation(LIGHT, 1), LEAST),
        ends("Saturation", "1.4", new Saturation(LIGHT, 1), MOST),
        ends("Hue", "-0.1 turns", new Hue(TURNS, 1), LEAST),
        ends("Hue", "0.1 turns", new Hue(TURNS, 1), MOST));
  }

  /** One that draws whether, then how much. */
  private static Exhibit ends(String name, String value, BatchTransform transform, double end) {
    return fixed(name, value, transform, LEAST, end);
  }

  private static Exhibit fixed(
      String name, String value, BatchTransform transform, double... draws) {
    return new Exhibit(
        name, value, (plan, random) -> transform.draw(plan, new FixedDraws(draws.clone())));
  }

  /** Gives these numbers in turn, and then the last one again and again. */
  private static final class FixedDraws implements RandomGenerator {
    private final double[] draws;
    private int next;

    FixedDraws(double[] draws) {
      this.draws = draws;
    }

    @Override
    public double nextDouble() {
      double draw = draws[next];
      next = Math.min(next + 1, draws.length - 1);
      return draw;
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("Transforms draw doubles only");
    }
  }
}
