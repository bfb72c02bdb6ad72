/**
 * What averaging over workers costs: rounds of the production code on executors in JVMs of their
 * own, with a model that is as large as one likes and computes nothing.
 */
@NullMarked
package dev.kindling.bench.averaging;

import org.jspecify.annotations.NullMarked;
