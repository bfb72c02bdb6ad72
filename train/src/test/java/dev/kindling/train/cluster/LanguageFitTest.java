package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.TokenContent;
import dev.kindling.train.Learner;
import dev.kindling.train.archive.Sha256;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
class LanguageFitTest {
  private static final int ROWS = 3;
  private static final int BPTT = 6;

  @TempDir Path directory;

  /** Reads as a language model's workbench does, with an engine of a page. */
  private record Bench(LanguageWorkbench reads) implements Workbench {
    static Bench ofRows(int rows) {
      Recipe recipe =
          Learner.of(AwdLstm.of(ToyLanguage.VOCAB, 1, 1, 1))
              .batchSize(rows)
              .epochs(2)
              .metrics()
              .optimizer(Optimizer.adam())
              .schedule(FitSchedule.oneCycle(0.1))
              .recipe();
      return new Bench(
          new LanguageWorkbench(recipe, new Reading(BPTT, true, 100, Direction.FORWARD)));
    }

    @Override
    public Recipe recipe() {
      return reads.recipe();
    }

    @Override
    public Map<String, String> identity() {
      return reads.identity();
    }

    @Override
    public EngineSpec<?> spec() {
      return ToyLanguage.Spec.ONLY;
    }

    @Override
    public int trainingSteps(ShardSize size) {
      return reads.trainingSteps(size);
    }

    @Override
    public BatchSource training(Shard shard) {
      return reads.training(shard);
    }

    @Override
    public BatchSource evaluation(Shard shard) {
      return reads.evaluation(shard);
    }
  }

  private static FitData data(int partitions) {
    return new FitData(
        ToyWorkbench.spark().parallelize(documents("train", 23), partitions),
        ToyWorkbench.spark().parallelize(documents("valid", 5), partitions),
        "/datasets/toy-texts",
        0);
  }

  /** Of 3 to 14 tokens each; a token is likely followed by the next one. */
  private static List<ShardRecord> documents(String split, int count) {
    RandomGenerator random = new Seed(5).random(split, 0);
    List<ShardRecord> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] tokens = new int[3 + random.nextInt(12)];
      for (int t = 1; t < tokens.length; t++) {
        tokens[t] =
            random.nextInt(4) == 0
                ? random.nextInt(ToyLanguage.VOCAB)
                : (tokens[t - 1] + 1) % ToyLanguage.VOCAB;
      }
      documents.add(new ShardRecord(split + i, -1, TokenContent.of(tokens)));
    }
    return documents;
  }

  private static Strategy.ParameterAveraging averaging(int workers) {
    return Strategy.parameterAveraging(workers, 2);
  }

  private static Fit fit(Strategy strategy) {
    float[] zeros = new float[ToyLanguage.VOCAB * (ToyLanguage.VOCAB + 1)];
    return Fit.of(Bench.ofRows(ROWS), strategy).from(StartingPoint.of(zeros));
  }

  private static String sum(Fitted fitted) {
    return Sha256.of(fitted.parameters());
  }

  @Test
  void memoryGoesOnFromRoundToRoundAsIfThereWereNone() {
    String inOneRound = sum(fit(Strategy.singleNode()).run(data(2)));

    assertThat(sum(fit(new Strategy.SingleNode(1)).run(data(2)))).isEqualTo(inOneRound);
    assertThat(sum(fit(averaging(1)).run(data(3)))).isEqualTo(inOneRound);
  }

  @ParameterizedTest
  @ValueSource(ints = {3})
  void partitionsDoNotChangeABit(int workers) {
    String expected = sum(fit(averaging(workers)).run(data(1)));

    for (int partitions : new int[] {2, 5}) {
      Strategy strategy = averaging(workers).partitions(partitions);
      assertThat(sum(fit(strategy).run(data(partitions)))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyTokenIsToldOnceInAnEpochButForTheTail(int workers) {
    Fitted fitted = fit(averaging(workers)).run(data(2));

    long tokens =
        documents("train", 23).stream()
            .mapToLong(d -> TokenContent.count(d.content().length))
            .sum();
    long told = fitted.progress().epochs().get(0).train().examples();
    assertThat(told).isBetween(tokens - (long) workers * ROWS, tokens - workers);
    assertThat(told % ROWS).isZero();
    assertThat(fitted.progress().epochs().get(1).train().metrics().get("accuracy").count())
        .isEqualTo(told);
  }

  @Test
  void learnsThatATokenIsFollowedByTheNext() {
    Progress.EpochRecord last = fit(averaging(2)).run(data(2)).progress().epochs().get(1);

    assertThat(last.valid().get("loss").mean()).isLessThan(0.9 * Math.log(ToyLanguage.VOCAB));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void goesOnAfterAKillInMidEpochWithWhatItRemembered(int workers) {
    Strategy strategy = workers == 0 ? new Strategy.SingleNode(2) : averaging(workers);
    Fitted unbroken = fit(strategy).run(data(2));
    for (int killedAfter : new int[] {1, unbroken.progress().rounds().size() - 2}) {
      Path place = directory.resolve("killed-after-" + killedAfter);
      Fit saving = fit(strategy).checkpoints(new Checkpoints(place, 1, 2, Checkpoints.Resume.AUTO));
      int last = killedAfter;
      RunListener kill =
          new RunListener() {
            @Override
            public void afterRound(Round round) {
              if (round.round() == last) {
                throw new IllegalStateException("killed");
              }
            }
          };
      assertThatThrownBy(() -> saving.listeners(List.of(kill)).run(data(2))).hasMessage("killed");

      assertThat(sum(saving.run(data(3)))).isEqualTo(sum(unbroken));
    }
  }

  @Test
  void aBatchWiderThanTheStreamIsRefusedBeforeAnyStep() {
    Fit wide = Fit.of(Bench.ofRows(1000), averaging(2));

    assertThatThrownBy(() -> wide.run(data(2)))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("too few for a batch of 1000 rows")
        .hasMessageContaining("train.batch-size");
  }

  @Test
  void startingFromOtherParametersIsAnotherFit() {
    Checkpoints place = Checkpoints.in(directory);
    fit(averaging(1)).checkpoints(place).run(data(1));
    float[] ones = new float[ToyLanguage.VOCAB * (ToyLanguage.VOCAB + 1)];
    ones[0] = 1;

    assertThatThrownBy(
            () -> fit(averaging(1)).from(StartingPoint.of(ones)).checkpoints(place).run(data(1)))
        .isInstanceOf(OtherFitException.class)
        .hasMessageContaining("start is");
  }
}
