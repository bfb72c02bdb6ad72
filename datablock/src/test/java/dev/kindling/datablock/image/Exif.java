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
