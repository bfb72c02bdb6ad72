package dev.kindling.train.cluster;

import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The idle engines of this JVM. Opening one costs far more than a round's other overhead, so tasks
 * borrow; who borrows overwrites all state. This and {@link ShardStore} are the only state that a
 * task leaves in an executor, and both are caches: losing them costs time, never a result.
 */
final class EnginePool {
  private static final EnginePool SHARED = new EnginePool();

  private final Deque<Idle> idle = new ArrayDeque<>();

  private record Idle(EngineSpec key, Engine engine) {}

  /** The pool of this JVM. */
  static EnginePool shared() {
    return SHARED;
  }

  /** An engine lent out; closing it gives it back. */
  record Loan(EnginePool pool, EngineSpec key, Engine engine) implements AutoCloseable {
    @Override
    public void close() {
      pool.giveBack(key, engine);
    }
  }

  /** An idle engine of that key, or a fresh one; engines of other keys are closed. */
  Loan borrow(Workbench workbench) {
    return borrow(workbench.spec(), workbench::openEngine);
  }

  /** As above, with what opens a fresh one. */
  Loan borrow(EngineSpec key, Supplier<Engine> opener) {
    List<Engine> others = new ArrayList<>();
    Engine found = null;
    synchronized (idle) {
      for (Idle candidate : List.copyOf(idle)) {
        if (!candidate.key().equals(key)) {
          idle.remove(candidate);
          others.add(candidate.engine());
        } else if (found == null) {
          idle.remove(candidate);
          found = candidate.engine();
        }
      }
    }
    others.forEach(Engine::close);
    return new Loan(this, key, found == null ? opener.get() : found);
  }

  private void giveBack(EngineSpec key, Engine engine) {
    synchronized (idle) {
      idle.push(new Idle(key, engine));
    }
  }

  /** Closes all that are not lent out. */
  void clear() {
    List<Idle> all;
    synchronized (idle) {
      all = List.copyOf(idle);
      idle.clear();
    }
    all.forEach(one -> one.engine().close());
  }
}
