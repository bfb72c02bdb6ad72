/** The stateful optimizer over flat parameters, and the schedules of its settings. */
@NullMarked
package dev.kindling.train.optim;

import org.jspecify.annotations.NullMarked;
