package dev.kindling.augment;

/**
 * Where the coordinates -1 and 1 of a sampling grid lie, for maps given in such coordinates, as
 * fast.ai's course and PyTorch's {@code grid_sample} have them.
 */
public enum Grid {
  /** On the middles of the first and the last pixel; what the course does. */
  ALIGN_CORNERS {
    @Override
    Homography fromView(double width, double height) {
      return Homography.affine(
          2 * width / (width - 1),
          0,
          -width / (width - 1),
          0,
          2 * height / (height - 1),
          -height / (height - 1));
    }

    @Override
    Homography toView(double width, double height) {
      return Homography.affine(
          (width - 1) / (2 * width), 0, 0.5, 0, (height - 1) / (2 * height), 0.5);
    }
  },
  /** On the outer edges of the picture; PyTorch's default today. */
  EDGES {
    @Override
    Homography fromView(double width, double height) {
      return Homography.affine(2, 0, -1, 0, 2, -1);
    }

    @Override
    Homography toView(double width, double height) {
      return Homography.affine(0.5, 0, 0.5, 0, 0.5, 0.5);
    }
  };

  /** From a view to grid coordinates; width and height of the view in pixels, above 1. */
  abstract Homography fromView(double width, double height);

  /** From grid coordinates to a view. */
  abstract Homography toView(double width, double height);

  /**
   * The plan whose view shows at grid position {@code p} what was at {@code p A + b}: the course's
   * {@code grid @ A + b}, with {@code p} a row. ({@code affine_grid} multiplies from the other
   * side, {@code A p}, and so turns the other way.)
   *
   * @param a {@code [2][2]}, row by row
   * @param b the shift along x and y
   */
  public ItemPlan apply(ItemPlan plan, double[][] a, double[] b) {
    Homography map = Homography.affine(a[0][0], a[1][0], b[0], a[0][1], a[1][1], b[1]);
    return plan.through(
        toView(plan.width(), plan.height())
            .after(map.after(fromView(plan.width(), plan.height()))));
  }
}
