/**
 * Contestants that are JVMs of their own, so that none runs code that was compiled for another:
 * each does a step of its work when it is told to and says how long that took; they take turns.
 */
@NullMarked
package dev.kindling.bench.turns;

import org.jspecify.annotations.NullMarked;
