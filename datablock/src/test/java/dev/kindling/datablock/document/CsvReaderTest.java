package dev.kindling.datablock.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  @Test
  void readsFieldsBetweenCommas() throws IOException {
    assertThat(read("a,b\nc,\n,d")).containsExactly("[a, b]", "[c, ]", "[, d]");
    assertThat(read("a,b\r\nc,d\r\n")).containsExactly("[a, b]", "[c, d]");
    assertThat(read("")).isEmpty();
  }

  @Test
  void readsQuotedFieldsWithCommasQuotesAndLineBreaks() throws IOException {
    assertThat(read("\"a,\"\"b\"\"\nc\",d\r\n\"\",\"e\""))
        .containsExactly("[a,\"b\"\nc, d]", "[, e]");
  }

  @Test
  void keepsQuotesInsideAFieldThatHasNoneAroundIt() throws IOException {
    assertThat(read("5\" disk,a\rb\n")).containsExactly("[5\" disk, a\rb]");
  }

  @Test
  void passesOverAByteOrderMark() throws IOException {
    assertThat(read("\uFEFF\"a\",é")).containsExactly("[a, é]");
    assertThat(read("\uFEFF")).isEmpty();
    assertThat(read("ab")).containsExactly("[ab]");
  }

  @Test
  void tellsABlankRecordFromAnEmptyField() throws IOException {
    CsvReader reader = reader("\n\"\"\n");

    assertThat(reader.next().orElseThrow().blank()).isTrue();
    assertThat(reader.next().orElseThrow().blank()).isFalse();
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void namesWhatIsWrongWithARecordAndGoesOn() throws IOException {
    CsvReader reader = reader("a,\"b\"c,d\ne,f,g");

    assertThat(reader.next().orElseThrow().fault()).contains("field 2 goes on behind its quotes");
    assertThat(reader.next().orElseThrow().fault()).isEmpty();
  }

  @Test
  void refusesAFileThatEndsInsideQuotes() {
    CsvReader reader = reader("a\n\"b\nc\n");

    assertThatThrownBy(
            () -> {
              while (reader.next().isPresent()) {}
            })
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("record 2");
  }

  private static List<String> read(String text) throws IOException {
    CsvReader reader = reader(text);
    List<String> records = new ArrayList<>();
    for (Optional<CsvReader.CsvRecord> next = reader.next();
        next.isPresent();
        next = reader.next()) {
      records.add(
          next.get().fields().stream().map(field -> new String(field, UTF_8)).toList().toString());
    }
    return records;
  }

  private static CsvReader reader(String text) {
    try {
      return new CsvReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
