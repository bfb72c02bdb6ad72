package dev.kindling.train.archive;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * JSON to and from records that the caller names. Polymorphic types are off, as Jackson has them by
 * default: no class is ever chosen by what the text says.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The value as indented UTF-8 JSON, keys of maps in order. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A record read from JSON.
   *
   * @throws IOException if it is no JSON, or a field is missing, unknown or of a wrong type
   */
  public static <T> T read(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /** A record as plain JSON values under its components' names. */
  public static Map<String, Object> toMap(Object record) {
    return MAPPER.convertValue(record, new TypeReference<Map<String, Object>>() {});
  }

  /**
   * A record from plain JSON values.
   *
   * @throws IOException if a field is missing, unknown or of a wrong type
   */
  public static <T> T fromMap(Map<String, Object> values, Class<T> type) throws IOException {
    return read(bytes(values), type);
  }
}
