package dev.kindling.train.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One block of native memory in which regions that never live at the same time share addresses. The
 * largest are placed first, each at the lowest address that is free while it lives.
 */
final class Arena implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final BytePointer block;
  private final long bytes;

  private record Place(Region region, long start) {
    long end() {
      return start + aligned(region.bytes());
    }
  }

  private Arena(BytePointer block, long bytes) {
    this.block = block;
    this.bytes = bytes;
  }

  /** An arena that has placed those regions. */
  static Arena of(List<Region> regions) {
    List<Region> largestFirst = new ArrayList<>(regions);
    largestFirst.sort(Comparator.comparingLong(Region::bytes).reversed());
    List<Place> places = new ArrayList<>();
    long end = ALIGNMENT;
    for (Region region : largestFirst) {
      Place place = new Place(region, lowest(region, places));
      places.add(place);
      end = Math.max(end, place.end());
    }
    BytePointer block = new BytePointer(end + ALIGNMENT);
    Pointer.memset(block, 0, end + ALIGNMENT);
    long shift = aligned(block.address()) - block.address();
    for (Place place : places) {
      place.region().place(block.getPointer(shift + place.start()));
    }
    return new Arena(block, end);
  }

  private static long lowest(Region region, List<Place> places) {
    List<Place> inTheWay =
        places.stream()
            .filter(place -> place.region().livesWith(region))
            .sorted(Comparator.comparingLong(Place::start))
            .toList();
    long start = 0;
    for (Place place : inTheWay) {
      if (start + aligned(region.bytes()) <= place.start()) {
        break;
      }
      start = Math.max(start, place.end());
    }
    return start;
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Size of the block. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    block.deallocate();
  }
}
