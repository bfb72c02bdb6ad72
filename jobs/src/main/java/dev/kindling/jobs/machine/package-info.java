/** What this machine and those of the executors have, and whether it works. */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.machine;
