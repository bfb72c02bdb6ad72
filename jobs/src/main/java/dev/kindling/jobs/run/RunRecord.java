package dev.kindling.jobs.run;

import java.util.Map;

/**
 * {@code run.json}: what was asked for, on what, and what came out.
 *
 * @param settings every setting, secrets redacted
 * @param provenance dataset, versions of code and libraries, machine, times
 * @param result the fields of the contract
 */
public record RunRecord(
    Map<String, String> settings, Map<String, String> provenance, Map<String, Object> result) {}
