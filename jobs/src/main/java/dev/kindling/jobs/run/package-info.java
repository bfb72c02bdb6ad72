/**
 * What a run leaves behind: {@code run.json}, {@code history.jsonl}, {@code report.json} (what the
 * report shows beside them), {@code report.html}, {@code model.kindling} and {@code checkpoints}.
 */
@org.jspecify.annotations.NullMarked
package dev.kindling.jobs.run;
