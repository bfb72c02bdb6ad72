package dev.kindling.datablock.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  private static final List<String> KEYS =
      List.of(
          "a.png",
          "a.jpg",
          "b.jpeg",
          ".hidden.png",
          "train/a.png",
          "train/cat/1.png",
          "train/cat/10.jpg",
          "train/d-g/2.png",
          "valid/cat/1.png",
          "valid/größe/ü.png",
          "a,b/{x}.png",
          "a[1]/*.png",
          "tmp",
          "tmp/a b.png",
          "\ud83d\udc31/1.png");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "**",
        "*.png",
        "**.png",
        "**/*.png",
        "train/**",
        "train/*/*.png",
        "*/cat/*",
        "?.png",
        "[ab].{png,jpg}",
        "[!a].*",
        "[!a-b]*",
        "**/[0-9].png",
        "{train,valid}/cat/**",
        "a,b/*",
        "a\\[1\\]/\\*.png",
        "a[[]1]/?.png",
        "a,b/\\{x\\}.png",
        "**/größe/*",
        "?/1.png",
        "tmp",
        "t*p/a b.png",
        "[-a]*",
        "[a-]*",
        "{a.png,train/**}"
      })
  void matchesWhatJavasGlobsMatch(String text) {
    PathMatcher java = FileSystems.getDefault().getPathMatcher("glob:" + text);
    Glob glob = Glob.of(text);

    assertThat(KEYS)
        .filteredOn(glob::matches)
        .isEqualTo(KEYS.stream().filter(key -> java.matches(Path.of(key))).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "[a", "{a", "{a,{b}}", "a\\", "[b-a]", "[+-9]"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Glob.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Glob \"" + text + "\"");
  }

  @Test
  void matchesLineBreaksToo() {
    assertThat(Glob.of("**.png").matches("line\nbreak/a.png")).isTrue();
  }

  @Test
  void takesLinearTime() {
    Glob glob = Glob.of("*a".repeat(200) + "b");

    assertThat(glob.matches("a".repeat(20_000))).isFalse();
  }
}
