package dev.kindling.datablock.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Puts an orientation tag into encoded images. */
final class Exif {
  private Exif() {}

  /** A TIFF structure with one tag, 26 bytes. */
  static byte[] structure(int orientation, ByteOrder order) {
    return ByteBuffer.allocate(26)
        .order(order)
        .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 42)
        .putInt(8) // where the directory is
        .putShort((short) 1) // its entries
        .putShort((short) 0x112)
        .putShort((short) 3) // an unsigned short
        .putInt(1) // of which there is one
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0) // no other directory
        .array();
  }

  /** The JPEG with an APP1 segment after its start marker. */
  static byte[] intoJpeg(byte[] jpeg, int orientation, ByteOrder order) {
    byte[] structure = structure(orientation, order);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xff);
    out.write(0xe1);
    out.write(0);
    out.write(2 + 6 + structure.length);
    out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    out.writeBytes(structure);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** The PNG with an eXIf chunk after its header. */
  static byte[] intoPng(byte[] png, int orientation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, 33);
    out.writeBytes(chunk("eXIf", structure(orientation, ByteOrder.BIG_ENDIAN)));
    out.write(png, 33, png.length - 33);
    return out.toByteArray();
  }

  /** The simple lossless WebP as an extended one with an EXIF chunk. */
  static byte[] intoWebp(byte[] simple, int width, int height, int orientation) {
    byte[] structure = structure(orientation, ByteOrder.LITTLE_ENDIAN);
    int bytes = 18 + simple.length - 12 + 8 + structure.length;
    ByteBuffer out = ByteBuffer.allocate(12 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + bytes);
    out.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10);
    out.putInt(8); // it has EXIF data
    out.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    out.put(simple, 12, simple.length - 12);
    out.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(structure.length).put(structure);
    return out.array();
  }

  /** An uncompressed TIFF of one strip. */
  static byte[] tiff(Image image, int orientation) {
    int[][] tags = {
      {0x100, 3, 1, image.width()},
      {0x101, 3, 1, image.height()},
      {0x102, 3, 1, 8}, // bits; one value for all samples is read too
      {0x103, 3, 1, 1}, // not compressed
      {0x106, 3, 1, 2}, // RGB
      {0x111, 4, 1, 8}, // where the strip is
      {0x112, 3, 1, orientation},
      {0x115, 3, 1, 3}, // samples
      {0x116, 3, 1, image.height()},
      {0x117, 4, 1, image.pixels().length},
    };
    int directory = 8 + image.pixels().length + (image.pixels().length & 1);
    ByteBuffer out =
        ByteBuffer.allocate(directory + 2 + 12 * tags.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
    out.put(image.pixels()).position(directory).putShort((short) tags.length);
    for (int[] tag : tags) {
      out.putShort((short) tag[0]).putShort((short) tag[1]).putInt(tag[2]).putInt(tag[3]);
    }
    return out.putInt(0).array();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }
}
