/** Callbacks and their events. */
@NullMarked
package dev.kindling.train.callback;

import org.jspecify.annotations.NullMarked;
