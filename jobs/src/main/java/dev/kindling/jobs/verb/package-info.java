/** The verbs of the command line: settings in, the other modules called, a result out. */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.verb;
