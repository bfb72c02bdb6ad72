package dev.kindling.bench.training;

import java.util.List;

/** What is timed: the same work for every contestant. */
interface TimedCase {
  /** Its name in options and tables. */
  String text();

  /** How many a step works on. */
  int items();

  /** Of what, in the plural, such as {@code images}. */
  String unit();

  /** Whether a step trains, rather than only goes forward. */
  boolean trains();

  /** What contestants are told of it. */
  List<String> arguments();
}
