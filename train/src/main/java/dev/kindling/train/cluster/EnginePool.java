package dev.kindling.train.cluster;

import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The idle engines of this JVM. Opening one costs far more than a round's other overhead, so tasks
 * borrow; who borrows overwrites all state. This and {@link ShardStore} are the only state that a
 * task leaves in an executor, and both are caches: losing them costs time, never a result.
 */
final class EnginePool {
  private static final EnginePool SHARED = new EnginePool();

  private final Deque<Idle> idle = new ArrayDeque<>();

  private record Idle(EngineSpec<?> key, Network engine) {}

  /** The pool of this JVM. */
  static EnginePool shared() {
    return SHARED;
  }

  /** An engine lent out; closing it gives it back. */
  record Loan<E extends Network>(EnginePool pool, EngineSpec<E> key, E engine)
      implements AutoCloseable {
    @Override
    public void close() {
      pool.giveBack(key, engine);
    }
  }

  /** An idle engine of that key, or a fresh one; engines of other keys are closed. */
  @SuppressWarnings("unchecked") // what a spec opened is what equal specs open
  <E extends Network> Loan<E> borrow(EngineSpec<E> key) {
    List<Network> others = new ArrayList<>();
    Network found = null;
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
    others.forEach(Network::close);
    return new Loan<>(this, key, found == null ? key.open() : (E) found);
  }

  private void giveBack(EngineSpec<?> key, Network engine) {
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
