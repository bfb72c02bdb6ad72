/**
 * {@code bench training}: engines and their peer on the same steps. The contestants are JVMs of
 * their own.
 */
@NullMarked
package dev.kindling.bench.training;

import org.jspecify.annotations.NullMarked;
