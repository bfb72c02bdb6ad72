package dev.kindling.bench.averaging;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Efficiency by workers, as a picture: on the left by the length of rounds, on the right by what
 * they send.
 *
 * @param workers on the x axis
 * @param efficiency of a way with so many
 */
record ScalingPicture(
    List<Integer> workers, ToDoubleBiFunction<SimulateBench.Way, Integer> efficiency) {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 380;
  private static final int SCALE = 2;
  private static final int MIDDLE_STEPS = 8;
  private static final Color[] COLOURS = {
    new Color(0x1f5fa8), new Color(0xd1642a), new Color(0x2f8f5b), new Color(0x8a4fa3)
  };

  /** Writes it as PNG. */
  void write(Path file) throws IOException {
    BufferedImage image =
        new BufferedImage(2 * WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(SCALE, SCALE);
      chart("by the steps of a round (slices, float32)", byLength()).paint(graphics, WIDTH, HEIGHT);
      graphics.translate(WIDTH, 0);
      chart("by what a round sends (" + MIDDLE_STEPS + " steps)", byWay())
          .paint(graphics, WIDTH, HEIGHT);
    } finally {
      graphics.dispose();
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static Map<String, SimulateBench.Way> byLength() {
    Map<String, SimulateBench.Way> ways = new LinkedHashMap<>();
    for (int steps : new int[] {1, MIDDLE_STEPS, 32, 128}) {
      ways.put("H = " + steps, new SimulateBench.Way(Exchange.SLICES, Compression.NONE, steps));
    }
    return ways;
  }

  private static Map<String, SimulateBench.Way> byWay() {
    Map<String, SimulateBench.Way> ways = new LinkedHashMap<>();
    for (Compression compression : Compression.values()) {
      ways.put(
          "slices, " + compression.text(),
          new SimulateBench.Way(Exchange.SLICES, compression, MIDDLE_STEPS));
    }
    ways.put(
        "reduce, none", new SimulateBench.Way(Exchange.REDUCE, Compression.NONE, MIDDLE_STEPS));
    return ways;
  }

  private XYChart chart(String title, Map<String, SimulateBench.Way> ways) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("workers")
            .yAxisTitle("efficiency")
            .build();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart
        .getStyler()
        .setXAxisLogarithmic(true)
        .setYAxisMin(0.0)
        .setYAxisMax(1.0)
        .setAxisTitleFont(font)
        .setAxisTickLabelsFont(font)
        .setPlotGridLinesColor(new Color(0xe6e8eb))
        .setChartBackgroundColor(Color.WHITE)
        .setChartTitleFont(font.deriveFont(Font.BOLD))
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setLegendFont(font);
    List<Integer> x = workers;
    int colour = 0;
    for (Map.Entry<String, SimulateBench.Way> way : ways.entrySet()) {
      List<Double> y =
          x.stream().map(count -> efficiency.applyAsDouble(way.getValue(), count)).toList();
      XYSeries series = chart.addSeries(way.getKey(), x, y);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setLineStyle(new BasicStroke(2f));
      series.setLineColor(COLOURS[colour]);
      series.setMarkerColor(COLOURS[colour]);
      colour++;
    }
    return chart;
  }
}
