package dev.kindling.train.cluster;

import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.model.NumberTarget;
import dev.kindling.train.model.Probabilities;
import dev.kindling.train.model.TargetSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What tasks do to predict: every member is asked of every item, and their probabilities are
 * averaged.
 *
 * @param members at least one
 * @param target what they tell
 * @param vocab the categories' names
 * @param limits what one item may cost
 * @param batchSize items at a time
 */
record Prediction(
    List<Member> members, TargetSpec target, List<String> vocab, DecodeLimits limits, int batchSize)
    implements MapPartitionsFunction<Row, Row> {
  Prediction {
    members = List.copyOf(members);
    vocab = List.copyOf(vocab);
  }

  /**
   * One model.
   *
   * @param spec its engine
   * @param intake how items become what it takes
   * @param sent its parameters
   */
  record Member(EngineSpec<Engine> spec, Intake intake, Broadcast<byte[]> sent)
      implements Serializable {
    private EnginePool.Loan<Engine> open() {
      EnginePool.Loan<Engine> loan = EnginePool.shared().borrow(spec);
      loan.engine().parameters().duplicate().put(WireState.floats(sent.getValue()));
      return loan;
    }
  }

  @Override
  public Iterator<Row> call(Iterator<Row> items) {
    if (!items.hasNext()) {
      return Collections.emptyIterator();
    }
    List<EnginePool.Loan<Engine>> loans = members.stream().map(Member::open).toList();
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener) context -> loans.forEach(EnginePool.Loan::close));
    return new Iterator<>() {
      private Iterator<Row> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        return ready.hasNext() || items.hasNext();
      }

      @Override
      public Row next() {
        if (!ready.hasNext()) {
          List<Row> chunk = new ArrayList<>();
          while (chunk.size() < batchSize && items.hasNext()) {
            chunk.add(items.next());
          }
          ready = predict(chunk, loans).iterator();
        }
        return ready.next();
      }
    };
  }

  private List<Row> predict(List<Row> chunk, List<EnginePool.Loan<Engine>> loans) {
    Map<String, Row> refused = new LinkedHashMap<>();
    List<Intake.Found> found = new ArrayList<>();
    for (Row item : chunk) {
      String key = item.getString(0);
      if (item.isNullAt(1)) {
        refused.put(key, refused(key, QuarantineReason.UNREADABLE, "it has no content"));
      } else {
        found.add(new Intake.Found(key, item.<byte[]>getAs(1)));
      }
    }
    Map<String, List<double[]>> asked = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      Intake.Taken taken = members.get(i).intake().take(found, limits);
      for (Intake.Refused item : taken.refused()) {
        refused.putIfAbsent(
            item.key(), refused(item.key(), item.why().reason(), item.why().detail()));
      }
      Engine engine = loans.get(i).engine();
      taken.batch().ifPresent(batch -> ask(engine, batch, asked));
    }
    List<Row> results = new ArrayList<>(refused.values());
    asked.forEach(
        (key, probabilities) -> {
          if (!refused.containsKey(key)) {
            results.add(predicted(key, Probabilities.mean(probabilities)));
          }
        });
    return results;
  }

  private void ask(Engine engine, Batch batch, Map<String, List<double[]>> asked) {
    float[] logits = engine.predict(batch);
    for (int i = 0; i < batch.count(); i++) {
      asked
          .computeIfAbsent(batch.keys().get(i), key -> new ArrayList<>())
          .add(target.values(logits, i, vocab));
    }
  }

  private Row predicted(String key, double[] values) {
    TargetSpec.Told told = target.told(values, vocab);
    boolean number = target instanceof NumberTarget;
    return RowFactory.create(
        key,
        told.label(),
        number ? null : told.probability(),
        number ? null : Arrays.stream(values).boxed().toArray(Double[]::new),
        null,
        null);
  }

  private static Row refused(String key, QuarantineReason reason, String detail) {
    return RowFactory.create(key, null, null, null, reason.code(), detail);
  }
}
