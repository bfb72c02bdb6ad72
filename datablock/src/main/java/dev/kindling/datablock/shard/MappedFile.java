package dev.kindling.datablock.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file mapped into memory for reading, in segments, since one mapping ends at 2 GiB. Safe for use
 * by many threads. The mapping is undone when the object is no longer reachable.
 *
 * @param segments in file order, all but the last {@code segmentBytes} long
 * @param segmentBytes length of a segment
 * @param size bytes of the file
 */
record MappedFile(List<MappedByteBuffer> segments, int segmentBytes, long size) {
  static final int SEGMENT_BYTES = 1 << 30;

  static MappedFile open(Path path, int segmentBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      List<MappedByteBuffer> segments = new ArrayList<>();
      for (long at = 0; at < size; at += segmentBytes) {
        segments.add(channel.map(MapMode.READ_ONLY, at, Math.min(segmentBytes, size - at)));
      }
      return new MappedFile(List.copyOf(segments), segmentBytes, size);
    }
  }

  /** A copy of the bytes from a position on, which must lie within the file. */
  byte[] bytes(long from, int length) {
    byte[] target = new byte[length];
    int done = 0;
    while (done < length) {
      long at = from + done;
      MappedByteBuffer segment = segments.get((int) (at / segmentBytes));
      int within = (int) (at % segmentBytes);
      int part = Math.min(length - done, segment.capacity() - within);
      segment.get(within, target, done, part);
      done += part;
    }
    return target;
  }

  /** As {@link #bytes}, to read numbers from, little-endian. */
  ByteBuffer numbers(long from, int length) {
    return ByteBuffer.wrap(bytes(from, length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
