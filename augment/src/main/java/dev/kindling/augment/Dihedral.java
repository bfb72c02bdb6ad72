package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * One of the eight ways to lay a square picture down, each as likely: turned by a multiple of 90
 * degrees, mirrored or not. For pictures without an up, such as those taken from above.
 *
 * @param probability of drawing one of the eight, in [0, 1]; one of them changes nothing
 */
public record Dihedral(double probability) implements BatchTransform {
  private static final Homography UPSIDE_DOWN = Homography.affine(1, 0, 0, 0, -1, 1);

  public Dihedral {
    Chance.probability(probability, "Dihedral");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability ? lay(plan, Chance.below(8, random)) : plan;
  }

  /**
   * One of the eight.
   *
   * @param way in [0, 8): 1 mirrors left and right, 2 top and bottom, 4 rows and columns; sums do
   *     several
   */
  static ItemPlan lay(ItemPlan plan, int way) {
    ItemPlan laid = plan;
    if ((way & 1) != 0) {
      laid = laid.through(Flip.MIRROR);
    }
    if ((way & 2) != 0) {
      laid = laid.through(UPSIDE_DOWN);
    }
    return (way & 4) != 0 ? laid.transpose() : laid;
  }
}
