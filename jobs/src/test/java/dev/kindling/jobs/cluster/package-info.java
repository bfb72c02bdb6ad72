/** Kindling on a cluster of separate JVMs, and what becomes of it when something breaks. */
@NullMarked
package dev.kindling.jobs.cluster;

import org.jspecify.annotations.NullMarked;
