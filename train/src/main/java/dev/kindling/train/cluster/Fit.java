package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.callback.CancelFit;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.model.MetricSum;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver of a fit: epochs of rounds, validation, checkpoints, listeners. Where the rounds run
 * is the {@link Crew}'s business.
 *
 * @param workbench what workers work with
 * @param strategy where they work
 * @param checkpoints where the fit saves itself; empty to not do so
 * @param listeners told of rounds and epochs, in this order
 * @param start what training starts from; empty for the architecture's own initial parameters
 * @param finishing what is made of the model at the end
 */
public record Fit(
    Workbench workbench,
    Strategy strategy,
    Optional<Checkpoints> checkpoints,
    List<RunListener> listeners,
    Optional<StartingPoint> start,
    Finishing finishing) {
  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  public Fit {
    requireNonNull(workbench, "workbench");
    requireNonNull(strategy, "strategy");
    requireNonNull(checkpoints, "checkpoints");
    requireNonNull(start, "start");
    requireNonNull(finishing, "finishing");
    listeners = List.copyOf(listeners);
  }

  /** Without checkpoints and listeners. */
  public static Fit of(Workbench workbench, Strategy strategy) {
    return new Fit(
        workbench, strategy, Optional.empty(), List.of(), Optional.empty(), Finishing.AS_TRAINED);
  }

  /** The same, saving itself. */
  public Fit checkpoints(Checkpoints where) {
    return new Fit(workbench, strategy, Optional.of(where), listeners, start, finishing);
  }

  /** The same, starting from these parameters. */
  public Fit from(StartingPoint point) {
    return new Fit(workbench, strategy, checkpoints, listeners, Optional.of(point), finishing);
  }

  /** The same, telling these. */
  public Fit listeners(List<RunListener> told) {
    return new Fit(workbench, strategy, checkpoints, told, start, finishing);
  }

  /** The same, publishing this. */
  public Fit finishing(Finishing other) {
    return new Fit(workbench, strategy, checkpoints, listeners, start, other);
  }

  /**
   * Runs it to its end, or goes on where its checkpoints left it. Where the loss or most workers'
   * parameters stop being finite it goes back to its last checkpoint and tries once more, which
   * heals what a faulty machine did.
   *
   * @throws DivergedException if it comes to the same again, or there is no checkpoint
   * @throws IllegalStateException if there is nothing to train on
   * @throws OtherFitException if the checkpoints found are of another fit
   */
  public Fitted run(FitData data) {
    long start = System.nanoTime();
    try (Crew crew = crew(data)) {
      if (crew.examples() == 0) {
        throw new IllegalStateException("There is no item to train on in " + data.path());
      }
      Identity identity = Identity.of(this, data, crew.examples());
      Optional<Checkpoint> found = checkpoints.flatMap(c -> c.toResume(identity));
      crew.load(found.map(Checkpoint::state).orElseGet(() -> begin(crew)));
      Progress begun = found.map(Checkpoint::progress).orElse(Progress.START);
      Running running =
          new Running(
              crew, identity, found.map(Checkpoint::movingAverage).orElseGet(() -> new float[0]));
      Progress done = running.throughAll(begun);
      return new Fitted(
          crew.layout(),
          crew.parameters(),
          done,
          found.map(checkpoint -> checkpoint.progress().cursor()),
          running.wallTime.lasting(System.nanoTime() - start));
    }
  }

  private ModelState begin(Crew crew) {
    return start
        .map(point -> crew.start().withParameters(point.parametersFor(crew.layout())))
        .orElseGet(crew::start);
  }

  private Crew crew(FitData data) {
    if (strategy instanceof Strategy.ParameterAveraging averaging) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(data.train().context());
      return new SparkCrew(spark, workbench, averaging, data);
    }
    return new LocalCrew(workbench, data);
  }

  /** A fit that is going on. */
  private final class Running {
    private final Crew crew;
    private final Identity identity;
    private final Recipe recipe = workbench.recipe();
    private final int stepsPerEpoch;
    private MovingAverage movingAverage;
    private WallTime wallTime = WallTime.NONE;

    Running(Crew crew, Identity identity, float[] movingAverage) {
      this.crew = crew;
      this.identity = identity;
      this.stepsPerEpoch = crew.stepsPerEpoch();
      this.movingAverage = new MovingAverage(finishing.ema(), movingAverage);
    }

    /** To the end, by way of the last checkpoint where it diverges; not twice in one place. */
    Progress throughAll(Progress begun) {
      Progress from = begun;
      int diverged = -1;
      while (true) {
        try {
          return toEnd(from);
        } catch (DivergedException failure) {
          if (failure.round() <= diverged || checkpoints.isEmpty()) {
            throw failure;
          }
          diverged = failure.round();
          Checkpoint last = checkpoints.get().latest(identity).orElseThrow(() -> failure);
          LOG.warn(
              "{} Trying once more from round {}",
              failure.getMessage(),
              last.progress().rounds().size());
          crew.load(last.state());
          movingAverage = new MovingAverage(finishing.ema(), last.movingAverage());
          from = last.progress();
        }
      }
    }

    private Progress toEnd(Progress begun) {
      Progress progress = begun;
      while (progress.cursor().epoch() < recipe.epochs() && !progress.fitCancelled()) {
        while (progress.cursor().step() < stepsPerEpoch && !progress.epochCancelled()) {
          progress = round(progress);
        }
        if (!progress.fitCancelled()) {
          progress = validation(progress);
        }
      }
      if (progress.cursor().epoch() < recipe.epochs()) {
        finish(progress.cursor().epoch());
      }
      return progress;
    }

    /** Makes the model what is published, once: a fit whose last epoch is over has done so. */
    private void finish(int epoch) {
      if (!finishing.changes()) {
        return;
      }
      if (finishing.averages() && movingAverage.mean().length > 0) {
        crew.load(crew.state().withParameters(movingAverage.mean().clone()));
      }
      if (finishing.batchNorm() == Finishing.BatchNorm.RECOMPUTE) {
        float[] parameters = crew.state().parameters().clone();
        crew.statistics(epoch).into(crew.layout(), parameters);
        crew.load(crew.state().withParameters(parameters));
      }
    }

    private Progress round(Progress before) {
      long start = System.nanoTime();
      Cursor cursor = before.cursor();
      RoundLength length = strategy.roundLength().knowing(before.rounds());
      int to = length.end(cursor, stepsPerEpoch, recipe);
      RoundResult result =
          crew.train(
              new Stretch(cursor.epoch(), cursor.step(), to, stepsPerEpoch),
              before.rounds().size());
      requireFinite(before, result);
      if (finishing.averages()) {
        movingAverage.add(crew.parameters(), before.stepsDone(), to - cursor.step());
      }
      double seconds = measured(start, result.spent());
      Progress after = before.afterRound(cursor.epoch(), cursor.step(), to, result, seconds);
      if (after.rounds().size() % checkpoints.map(Checkpoints::everyRounds).orElse(1) == 0
          || after.fitCancelled()) {
        save(after);
      }
      RunListener.Round told = after.lastRound(recipe.epochs(), stepsPerEpoch, result.outcome());
      return tell(after, listener -> listener.afterRound(told));
    }

    private Progress validation(Progress before) {
      long start = System.nanoTime();
      if (before.cursor().epoch() == recipe.epochs() - 1) {
        finish(before.cursor().epoch());
      }
      Validation valid = crew.validate(before.cursor().epoch());
      Progress after = before.afterEpoch(valid.outcome(), measured(start, valid.spent()));
      save(after);
      RunListener.Epoch told = after.lastEpoch(recipe.epochs());
      return tell(after, listener -> listener.afterEpoch(told));
    }

    /** Half of the workers are a quorum. */
    private void requireFinite(Progress before, RoundResult result) {
      MetricSum loss = result.outcome().metrics().getOrDefault(Outcome.LOSS, MetricSum.NONE);
      boolean quorum = 2 * result.dropped() <= result.workers();
      if (!quorum || !Double.isFinite(loss.sum())) {
        throw new DivergedException(
            before.rounds().size(),
            "Training diverged in epoch %d after step %d: %d of %d workers not finite, loss sum %s; try a lower rate. %s"
                .formatted(
                    before.cursor().epoch() + 1,
                    before.cursor().step(),
                    result.dropped(),
                    result.workers(),
                    loss.sum(),
                    checkpoints
                        .map(c -> "The last checkpoint is whole, in %s.".formatted(c.directory()))
                        .orElse("No checkpoints were kept.")));
      }
    }

    private void save(Progress progress) {
      checkpoints.ifPresent(
          c -> c.save(new Checkpoint(identity, progress, crew.state(), movingAverage.mean())));
    }

    private Progress tell(Progress progress, Consumer<RunListener> news) {
      try {
        listeners.forEach(news);
        return progress;
      } catch (CancelFit cancel) {
        Progress ended = progress.ended(cancel.reason());
        save(ended);
        return ended;
      }
    }

    /** Counts what began then; its seconds. */
    private double measured(long start, TimeSpent spent) {
      long nanoseconds = System.nanoTime() - start;
      wallTime = wallTime.plus(spent, nanoseconds);
      return nanoseconds / 1e9;
    }
  }
}
