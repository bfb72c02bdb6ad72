package dev.kindling.datablock.quality;

import java.io.Serializable;

/**
 * An image at an end of a measure.
 *
 * @param key of the item
 * @param split that it is in
 * @param value that is so extreme
 */
public record Outlier(String key, String split, double value) implements Serializable {}
