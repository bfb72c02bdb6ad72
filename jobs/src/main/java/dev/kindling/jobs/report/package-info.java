/** The report of a run: one self-contained HTML file in which everything from data is escaped. */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.report;
