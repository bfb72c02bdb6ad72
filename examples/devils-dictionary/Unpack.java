import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Made the CSV file beside this file from the Debian package {@code dict-devil}: a row an entry, with
 * the headword, its part of speech as label, and its text without both. Entries that speak of peoples
 * or of the sexes are left out: much of what was said of them in 1906 is no fit example today.
 *
 * <pre>{@code java examples/devils-dictionary/Unpack.java /usr/share/dictd/devil.dict.dz examples/devils-dictionary}</pre>
 */
final class Unpack {
  private static final Map<String, String> LABELS =
      Map.of("n", "noun", "v.t", "verb", "v.i", "verb", "v", "verb", "adj", "adjective");
  private static final Pattern ENTRY =
      Pattern.compile("^([A-Z][A-Z' -]+), (n|v\\.t|v\\.i|v|adj)\\.(?:pl\\.)?\\s+(.*)", Pattern.DOTALL);
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "(?i)negr|nigger|african|ethiop|\\bjew|hebrew|gentile|indian|savage|chin(a|ese)\\b|mongol|gyps"
              + "|turk|moslem|mahomet|hindoo|irish|creole|aborigin|caucas|\\brace|slave|wom[ae]n|female|girl"
              + "|\\bwife|\\bwives|widow|\\bmaid|lad(y|ies)\\b|\\bsex|hag\\b|virgin|rape\\b");

  public static void main(String[] arguments) throws IOException {
    StringBuilder csv = new StringBuilder("word,label,text\n");
    for (String entry : entries(Path.of(arguments[0]))) {
      Matcher found = ENTRY.matcher(entry);
      if (found.matches() && !LEFT_OUT.matcher(entry).find()) {
        csv.append(quoted(found.group(1)))
            .append(',')
            .append(LABELS.get(found.group(2)))
            .append(',')
            .append(quoted(found.group(3).strip()))
            .append('\n');
      }
    }
    Files.writeString(Path.of(arguments[1]).resolve("devils-dictionary.csv"), csv);
  }

  /** An entry begins at a line with a headword in capitals behind a blank line. */
  private static List<String> entries(Path source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(source))) {
      in.transferTo(bytes);
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    return List.of(text.split("\n\\s*\n(?=[A-Z][A-Z' -]+[,.])"));
  }

  private static String quoted(String field) {
    return '"' + field.replace("\"", "\"\"") + '"';
  }
}
