package dev.kindling.datablock.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindling.datablock.process.LabelType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Makes samples of the rows of a prepared dataset.
 *
 * @param vocab labels in the order of their numbers
 * @param type of the labels
 */
record SampleWriter(List<String> vocab, LabelType type) implements Serializable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> TOLD =
      List.of("key", "label", "split", "group", "sha256", "format", "width", "height");

  SampleWriter {
    vocab = List.copyOf(vocab);
  }

  Sample of(Row row) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    Object content = row.getAs("content");
    if (content instanceof byte[] image) {
      members.put(extension(row.getAs("format")), image);
    } else {
      members.put("txt", String.valueOf(content).getBytes(UTF_8));
    }
    Object label = row.getAs("label");
    int number = label == null ? -1 : vocab.indexOf(label.toString());
    if (number >= 0 && type instanceof LabelType.Category) {
      members.put("cls", String.valueOf(number).getBytes(UTF_8));
    }
    members.put("json", json(row));
    return new Sample(members);
  }

  private byte[] json(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> columns = Arrays.asList(row.schema().fieldNames());
    for (String name : TOLD) {
      if (columns.contains(name) && row.getAs(name) != null) {
        fields.put(name, row.getAs(name));
      }
    }
    if (fields.get("label") instanceof String label) {
      if (type instanceof LabelType.Multi multi) {
        fields.put("labels", multi.labels(label));
      } else if (type instanceof LabelType.Numeric) {
        fields.put("label", new BigDecimal(label));
      }
    }
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are always JSON", e);
    }
  }

  private static String extension(String format) {
    return switch (format) {
      case "jpeg" -> "jpg";
      case "tiff" -> "tif";
      default -> format;
    };
  }
}
