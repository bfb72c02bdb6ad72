package dev.kindling.datablock.image;

/** In which order the bytes of a pixel lie. */
public enum ChannelOrder {
  /** Red, green, blue: that of every image, unless who asked for it takes any. */
  RGB,
  /** Blue, green, red: OpenCV's own. */
  BGR
}
