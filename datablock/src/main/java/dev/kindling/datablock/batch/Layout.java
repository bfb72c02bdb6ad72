package dev.kindling.datablock.batch;

/** The order in which a batch's elements lie in memory, slowest first. */
public enum Layout {
  /** Image, channel, row, column. */
  NCHW,
  /** Image, row, column, channel ("channels last"). */
  NHWC
}
