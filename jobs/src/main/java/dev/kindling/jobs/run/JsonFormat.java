package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * JSON as the contract has it: kebab-case names, numbers that are not finite as strings. No class
 * is ever chosen by what the text says.
 */
public final class JsonFormat {
  private static final JsonMapper LINE =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final JsonMapper PRETTY =
      LINE.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFormat() {}

  /** The value in one line, without a line break. */
  public static String line(Object value) {
    return write(LINE, value);
  }

  /** The value over several lines, for people. */
  public static String pretty(Object value) {
    return write(PRETTY, value) + "\n";
  }

  /**
   * A value of that type.
   *
   * @throws IOException if the text is not one
   */
  public static <T> T read(String json, Class<T> type) throws IOException {
    return LINE.readValue(json, type);
  }

  private static String write(JsonMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
