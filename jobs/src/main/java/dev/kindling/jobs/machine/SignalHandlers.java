package dev.kindling.jobs.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether Java's handlers of signals stay in place beside OpenCL's compiler. LLVM installs one for
 * SIGSEGV that is good for a single signal, and Java stops its threads by that signal at
 * safepoints: of two that stop at the same moment the second ends the process. Java's {@code
 * libjsig.so}, loaded before everything else, keeps others from installing theirs.
 */
final class SignalHandlers {
  private static final Path MAPPED = Path.of("/proc/self/maps");
  private static final String CHAINING = "libjsig.so";

  private SignalHandlers() {}

  /** Looks at this JVM. */
  static Check check() throws IOException {
    return Files.isReadable(MAPPED)
        ? check(Files.readString(MAPPED), System.getProperty("java.home", ""))
        : Check.ok("signals", "not looked at on this system");
  }

  static Check check(String mapped, String javaHome) {
    return mapped.contains(CHAINING)
        ? Check.ok("signals", CHAINING + " keeps Java's handlers")
        : Check.note(
            "signals",
            ("%s is not preloaded: OpenCL's compiler may take SIGSEGV over and end this process with"
                    + " 139; set LD_PRELOAD=%s/lib/%s")
                .formatted(CHAINING, javaHome, CHAINING));
  }
}
