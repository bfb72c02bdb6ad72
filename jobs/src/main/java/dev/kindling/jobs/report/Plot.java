package dev.kindling.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Line and scatter plots as PNG at twice the resolution of the page, in the colours of the page.
 */
final class Plot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 300;
  private static final int SMALL_WIDTH = 350;
  private static final int SMALL_HEIGHT = 230;
  private static final int SCALE = 2;
  private static final int FAINT = 40;
  private static final Color[] COLOURS = {
    new Color(0x1f5fa8), new Color(0xd1642a), new Color(0x2f8f5b), new Color(0x8a4fa3)
  };
  private static final Color INK = new Color(0x3a3f47);
  private static final Color GRID = new Color(0xe6e8eb);

  private Plot() {}

  /**
   * A line.
   *
   * @param name in the legend
   * @param x rising
   * @param y as many
   * @param marked whether each point has a mark
   */
  record Line(String name, List<Double> x, List<Double> y, boolean marked) {}

  /** The lines over one x axis as a picture in base64. */
  static String png(String x, String y, List<Line> lines) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(lines.size() > 1);
    for (int i = 0; i < lines.size(); i++) {
      add(chart, lines.get(i), COLOURS[i % COLOURS.length]);
    }
    return encoded(drawn(chart, WIDTH, HEIGHT));
  }

  /** Points, and the line on which both are the same, as a picture in base64; some points. */
  static String scatter(String x, String y, List<Double> xs, List<Double> ys) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(WIDTH).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false).setMarkerSize(5);
    double least = Math.min(Collections.min(xs), Collections.min(ys));
    double most = Math.max(Collections.max(xs), Collections.max(ys));
    add(chart, new Line("the same", List.of(least, most), List.of(least, most), false), COLOURS[1]);
    XYSeries points = chart.addSeries("items", xs, ys);
    points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(COLOURS[0]);
    return encoded(drawn(chart, WIDTH, WIDTH));
  }

  /**
   * Outlines of areas over one x axis as a small picture in base64.
   *
   * @param labels what is written below a place of the axis
   */
  static String outlines(String x, String y, List<Line> outlines, DoubleFunction<String> labels) {
    XYChart chart =
        new XYChartBuilder()
            .width(SMALL_WIDTH)
            .height(SMALL_HEIGHT)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    style(chart.getStyler());
    chart
        .getStyler()
        .setXAxisTickMarkSpacingHint(60)
        .setYAxisMin(0.0)
        .setXAxisTickLabelsFormattingFunction(labels::apply)
        .setLegendVisible(outlines.size() > 1);
    for (int i = 0; i < outlines.size(); i++) {
      Color colour = COLOURS[i % COLOURS.length];
      XYSeries series = add(chart, outlines.get(i), colour);
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
      series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT));
    }
    return encoded(drawn(chart, SMALL_WIDTH, SMALL_HEIGHT));
  }

  private static XYSeries add(XYChart chart, Line line, Color colour) {
    XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    series.setMarker(line.marked() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(colour);
    return series;
  }

  private static void style(Styler styler) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartFontColor(INK)
        .setChartPadding(6)
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(font)
        .setMarkerSize(6);
    if (styler instanceof AxesChartStyler axes) {
      axes.setAxisTitleFont(font)
          .setAxisTickLabelsFont(font)
          .setPlotGridLinesColor(GRID)
          .setPlotGridLinesStroke(new BasicStroke(1f))
          .setAxisTickMarksColor(GRID)
          .setXAxisTickMarkSpacingHint(90)
          .setXAxisDecimalPattern("0.##")
          .setYAxisDecimalPattern("0.#####");
    }
  }

  private static BufferedImage drawn(XYChart chart, int width, int height) {
    BufferedImage image =
        new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.scale(SCALE, SCALE);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static String encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
