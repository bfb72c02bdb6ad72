package dev.kindling.datablock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords and keys inside URIs, which must not get into logs, manifests and reports. */
public final class Secrets {
  private static final String HIDDEN = "*********(redacted)";

  /** User and password before the host of a URI. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  /** The same before the host of an Oracle database. */
  private static final Pattern ORACLE = Pattern.compile("(?i)(?<=jdbc:oracle:thin:)[^@\\s]+(?=@)");

  /** A secret among the parameters of a URI. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&;])([^=&;\\s]*(?:secret|password|pwd|token|access[._-]?key|sig)[^=&;\\s]*=)[^&;\\s]*");

  private Secrets() {}

  /** The same text without them. */
  public static String hide(String text) {
    String replacement = Matcher.quoteReplacement(HIDDEN);
    String users = USER_INFO.matcher(text).replaceAll(replacement);
    String oracle = ORACLE.matcher(users).replaceAll(replacement);
    return PARAMETER.matcher(oracle).replaceAll("$1" + replacement);
  }
}
