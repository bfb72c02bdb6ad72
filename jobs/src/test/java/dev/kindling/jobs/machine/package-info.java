@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.machine;
