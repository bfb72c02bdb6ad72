/**
 * The OpenCL side of augmentation, and the only place that knows Aparapi: devices, the kernels, and
 * one queue for each device.
 *
 * <p>A kernel is a top-level class whose {@code run()} becomes OpenCL C. What Aparapi cannot
 * translate it either refuses, or silently runs on Java threads, or takes the JVM down; so kernels
 * keep to a small language, checked by {@code KernelRulesTest}: fields are arrays of byte, int and
 * float or scalar ints and floats; no switch, break, exceptions, objects or virtual calls; every
 * index is clamped.
 */
@NullMarked
package dev.kindling.augment.kernel;

import org.jspecify.annotations.NullMarked;
