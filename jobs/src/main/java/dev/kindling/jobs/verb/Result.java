package dev.kindling.jobs.verb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a verb did.
 *
 * @param fields the JSON object of the contract, in its order
 * @param summary the same for people, a line each
 * @param problems what does not work on the machines it looked at; otherwise none
 */
public record Result(Map<String, Object> fields, List<String> summary, List<String> problems) {
  public Result {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    summary = List.copyOf(summary);
    problems = List.copyOf(problems);
  }

  /** Starts the fields of a verb. */
  static Builder of(String verb) {
    return new Builder().field("verb", verb);
  }

  /** Collects fields and lines in order. */
  static final class Builder {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<String> summary = new ArrayList<>();
    private List<String> problems = List.of();

    Builder field(String name, Object value) {
      fields.put(name, value);
      return this;
    }

    Builder line(String text) {
      summary.add(text);
      return this;
    }

    Builder problems(List<String> found) {
      problems = found;
      return this;
    }

    Result build() {
      return new Result(fields, summary, problems);
    }
  }
}
