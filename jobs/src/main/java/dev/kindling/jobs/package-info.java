/** The command line: what each verb does with the other modules, and what it says about it. */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs;
