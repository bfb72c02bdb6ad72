package dev.kindling.datablock.table;

/**
 * What is known of the numbers that are the labels of a split, in their own unit.
 *
 * @param count of the numbers
 * @param mean of the numbers
 * @param std standard deviation: root of the mean square of what they are off the mean
 * @param least of the numbers
 * @param most of the numbers
 */
public record NumberFacts(long count, double mean, double std, double least, double most) {}
