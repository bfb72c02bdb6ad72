package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteViewTest {
  @Test
  void findsTheNextByteOfAValueWhereverItIs() {
    SplittableRandom random = new SplittableRandom(1);
    for (int value : new int[] {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff}) {
      byte[] content = new byte[100];
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) (value + random.nextInt(4) * random.nextInt(64));
      }
      for (int from = 0; from <= content.length; from++) {
        int expected = from;
        while (expected < content.length && content[expected] != (byte) value) {
          expected++;
        }

        assertThat(new ByteView(content).indexOf(value, from)).isEqualTo(expected);
      }
    }
  }
}
