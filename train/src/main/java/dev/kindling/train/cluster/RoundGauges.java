package dev.kindling.train.cluster;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.MetricSum;
import java.util.Collections;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * The last round as gauges of Spark's metrics system, so that every sink that Spark knows has them:
 * the driver's Prometheus page, JMX, files. Of a driver; closing it takes them out.
 */
public final class RoundGauges implements RunListener, Source, AutoCloseable {
  private final MetricRegistry gauges = new MetricRegistry();
  private volatile Round last =
      new Round(0, 0, 0, 0, 0, 0, Collections.emptySortedMap(), 0, RoundCosts.NONE);

  private RoundGauges() {
    gauge("round", Round::round);
    gauge("epoch", Round::epoch);
    gauge("step", Round::step);
    gauge("loss", RoundGauges::loss);
    gauge("examplesPerSecond", round -> round.examples() / Math.max(1e-9, round.seconds()));
    gauge("examplesPerWorkerSecond", round -> round.costs().examplesPerWorkerSecond());
    gauge("seconds", Round::seconds);
    gauge("broadcastSeconds", round -> round.costs().broadcast());
    gauge("stepsSeconds", round -> round.costs().steps());
    gauge("inputSeconds", round -> round.costs().input());
    gauge("aggregationSeconds", round -> round.costs().aggregation());
    gauge("outerSeconds", round -> round.costs().outer());
    gauge("bytes", round -> round.costs().bytes());
    gauge("agreement", round -> round.costs().agreement());
  }

  /** Makes them known to the metrics system of this driver. */
  public static RoundGauges registered() {
    RoundGauges gauges = new RoundGauges();
    SparkEnv.get().metricsSystem().registerSource(gauges);
    return gauges;
  }

  private void gauge(String name, ToDoubleFunction<Round> value) {
    gauges.register(name, (Gauge<Double>) () -> value.applyAsDouble(last));
  }

  private static double loss(Round round) {
    return round.train().getOrDefault(Outcome.LOSS, MetricSum.NONE).mean();
  }

  @Override
  public void afterRound(Round round) {
    last = round;
  }

  @Override
  public String sourceName() {
    return "kindling";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return gauges;
  }

  @Override
  public void close() {
    SparkEnv.get().metricsSystem().removeSource(this);
  }
}
