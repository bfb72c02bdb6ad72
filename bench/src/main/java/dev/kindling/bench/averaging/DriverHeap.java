package dev.kindling.bench.averaging;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most that this JVM's heap held when it had been collected: what is alive, and what a young
 * collection leaves alone. Only counts while it {@link #watch watches}.
 */
final class DriverHeap implements AutoCloseable {
  private final Map<String, MemoryType> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .collect(Collectors.toMap(pool -> pool.getName(), pool -> pool.getType()));
  private final NotificationListener listener = (notification, handback) -> heard(notification);
  private final AtomicLong most = new AtomicLong();
  private volatile boolean watching;

  DriverHeap() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
    }
  }

  private void heard(Notification notification) {
    String type = notification.getType();
    if (!watching
        || !type.equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    long used =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo()
            .getMemoryUsageAfterGc()
            .entrySet()
            .stream()
            .filter(pool -> pools.get(pool.getKey()) == MemoryType.HEAP)
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    most.accumulateAndGet(used, Math::max);
  }

  /** Begins anew. */
  void forget() {
    most.set(0);
  }

  /** Counts from now on. */
  void watch() {
    watching = true;
  }

  /** Does not count from now on. */
  void rest() {
    watching = false;
  }

  /** The most found, in bytes; 0 if nothing was collected while it watched. */
  long most() {
    return most.get();
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      try {
        ((NotificationEmitter) collector).removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
