package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ReducedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be done with one image, drawn before any pixel is touched. Every transform of an image
 * is composed into its plan, so its pixels are interpolated once. Immutable.
 *
 * <p>The plan's <i>view</i> is the picture as it looks so far; a geometric transform says which
 * point of the view before it each point of the new view shows. Points of a view go from (0, 0),
 * its top left corner, to (1, 1).
 *
 * @param source from the view to pixels of the source image; the middle of its first pixel is at
 *     (0.5, 0.5)
 * @param width of the view, in source pixels: what a turn must know to keep shapes
 * @param height of the view, in source pixels
 * @param color what is done to each pixel's colour
 * @param erased parts of the output that are filled with the mean colour
 */
public record ItemPlan(
    Homography source, double width, double height, ColorMatrix color, List<Box> erased) {
  public ItemPlan {
    erased = List.copyOf(erased);
  }

  /** The whole image, as it is. */
  public static ItemPlan whole(Image image) {
    return whole(image.width(), image.height());
  }

  /** The whole of an image of that size in pixels, as it is. */
  public static ItemPlan whole(int width, int height) {
    return new ItemPlan(
        Homography.scaling(width, height), width, height, ColorMatrix.IDENTITY, List.of());
  }

  /** The same plan for the picture as it was decoded: it shows the same points of the scene. */
  public ItemPlan on(ReducedImage decoded) {
    return in(decoded.reduction(), decoded.left(), decoded.top());
  }

  /** The same plan in pixels of the picture divided by that much. */
  public ItemPlan reduced(int reduction) {
    return in(reduction, 0, 0);
  }

  private ItemPlan in(int reduction, double left, double top) {
    double scale = 1.0 / reduction;
    Homography toReduced = Homography.affine(scale, 0, left, 0, scale, top);
    return new ItemPlan(toReduced.after(source), width * scale, height * scale, color, erased);
  }

  /** Shows the view through a map from the new view to this one. */
  public ItemPlan through(Homography map) {
    return new ItemPlan(source.after(map), width, height, color, erased);
  }

  /** Keeps a part of the view. */
  public ItemPlan crop(Box part) {
    double across = part.right() - part.left();
    double down = part.bottom() - part.top();
    return new ItemPlan(
        source.after(Homography.affine(across, 0, part.left(), 0, down, part.top())),
        width * across,
        height * down,
        color,
        erased);
  }

  /** Mirrors the view at its diagonal: rows become columns. */
  public ItemPlan transpose() {
    return new ItemPlan(
        source.after(Homography.affine(0, 1, 0, 1, 0, 0)), height, width, color, erased);
  }

  /** Changes colours further. */
  public ItemPlan color(ColorMatrix next) {
    return new ItemPlan(source, width, height, next.after(color), erased);
  }

  /** Erases one more part of the output. */
  public ItemPlan erase(Box part) {
    List<Box> more = new ArrayList<>(erased);
    more.add(part);
    return new ItemPlan(source, width, height, color, more);
  }
}
