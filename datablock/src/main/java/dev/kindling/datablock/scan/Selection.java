package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a folder is taken. What is not is skipped and counted. Immutable.
 *
 * @param kind what files are looked for
 * @param extensions ends of their names, without the dot in front; of the kind if empty; {@code *}
 *     for any name. Capitals do not matter
 * @param include files whose keys none of these match are skipped; all are taken if empty
 * @param exclude files and folders whose keys one of these matches are skipped
 * @param folders folders of the root itself that are looked into; all if empty. Files of the root
 *     are taken in any case
 * @param hidden what becomes of names that start with a dot
 * @param links what becomes of symbolic links
 */
public record Selection(
    FileKind kind,
    List<String> extensions,
    List<Glob> include,
    List<Glob> exclude,
    Set<String> folders,
    Hidden hidden,
    Links links)
    implements Serializable {
  private static final String ANY = "*";

  public Selection {
    requireNonNull(kind, "kind");
    requireNonNull(hidden, "hidden");
    requireNonNull(links, "links");
    extensions =
        extensions.stream()
            .map(end -> end.startsWith(".") ? end.substring(1) : end)
            .map(end -> end.toLowerCase(Locale.ROOT))
            .toList();
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    folders = Set.copyOf(folders);
    if (extensions.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("An extension must not be empty, got " + extensions);
    }
    if (folders.stream().anyMatch(name -> name.isBlank() || name.contains("/"))) {
      throw new IllegalArgumentException(
          "Folders of the root are names without \"/\", got " + folders);
    }
  }

  /** All files of the kind; hidden ones are skipped, links followed. */
  public static Selection of(FileKind kind) {
    return new Selection(
        kind, List.of(), List.of(), List.of(), Set.of(), Hidden.SKIP, Links.FOLLOW);
  }

  /** The same for files of another kind, by the extensions of that kind. */
  public Selection ofKind(FileKind other) {
    return new Selection(other, List.of(), include, exclude, folders, hidden, links);
  }

  /** The same with other extensions. */
  public Selection extensions(String... ends) {
    return new Selection(kind, List.of(ends), include, exclude, folders, hidden, links);
  }

  /** The same for keys alone that one of the globs matches. */
  public Selection include(String... globs) {
    return new Selection(kind, extensions, globs(globs), exclude, folders, hidden, links);
  }

  /** The same without keys that one of the globs matches. */
  public Selection exclude(String... globs) {
    return new Selection(kind, extensions, include, globs(globs), folders, hidden, links);
  }

  /** The same in these folders of the root alone. */
  public Selection folders(String... names) {
    return new Selection(kind, extensions, include, exclude, Set.of(names), hidden, links);
  }

  /** The same with another policy for hidden names. */
  public Selection hidden(Hidden policy) {
    return new Selection(kind, extensions, include, exclude, folders, policy, links);
  }

  /** The same with another policy for links. */
  public Selection links(Links policy) {
    return new Selection(kind, extensions, include, exclude, folders, hidden, policy);
  }

  private static List<Glob> globs(String... texts) {
    return Stream.of(texts).map(Glob::of).toList();
  }

  /** Whether the name of a file ends as is looked for. */
  boolean named(String name) {
    if (extensions.isEmpty()) {
      return kind.matches(name);
    }
    String small = name.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(end -> end.equals(ANY) || small.endsWith("." + end));
  }

  boolean included(String key) {
    return include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(key));
  }

  boolean excluded(String key) {
    return exclude.stream().anyMatch(glob -> glob.matches(key));
  }
}
