/**
 * {@code bench training}: engines and their peer on the same steps. Each contestant is a JVM of its
 * own, which does a step when it is told to and says how long it took; they take turns.
 */
@NullMarked
package dev.kindling.bench.training;

import org.jspecify.annotations.NullMarked;
