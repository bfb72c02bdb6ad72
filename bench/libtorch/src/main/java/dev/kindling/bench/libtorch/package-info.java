/**
 * The peer of {@code bench training}: the same networks on libtorch. Has a class path of its own.
 */
@NullMarked
package dev.kindling.bench.libtorch;

import org.jspecify.annotations.NullMarked;
