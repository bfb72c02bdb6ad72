package dev.kindling.jobs;

import dev.kindling.jobs.machine.NameEncoding;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.verb.DoctorVerb;
import dev.kindling.jobs.verb.EvaluateVerb;
import dev.kindling.jobs.verb.GenerateVerb;
import dev.kindling.jobs.verb.InspectVerb;
import dev.kindling.jobs.verb.Job;
import dev.kindling.jobs.verb.PredictVerb;
import dev.kindling.jobs.verb.PrepareVerb;
import dev.kindling.jobs.verb.ReportVerb;
import dev.kindling.jobs.verb.Result;
import dev.kindling.jobs.verb.TrainVerb;
import dev.kindling.jobs.verb.Verb;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The command line. Results go to stdout, logs and complaints to stderr; {@link ExitCode} says how
 * it went.
 */
@Command(
    name = "kindling",
    description = "From a folder of images to a trained model and a report.",
    subcommands = {
      PrepareVerb.class,
      InspectVerb.class,
      TrainVerb.class,
      EvaluateVerb.class,
      PredictVerb.class,
      GenerateVerb.class,
      ReportVerb.class,
      DoctorVerb.class
    })
public final class Kindling {
  private static final Logger LOG = LoggerFactory.getLogger(Kindling.class);

  @SuppressWarnings("UnusedVariable") // picocli looks at the annotation only
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  Kindling() {}

  /** Ends the process with one of {@link ExitCode}. */
  public static void main(String[] arguments) {
    int code = run(System.out, arguments);
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs one verb.
   *
   * @param out where the result is printed
   * @return the exit code's number
   */
  public static int run(PrintStream out, String... arguments) {
    CommandLine commandLine = new CommandLine(new Kindling());
    commandLine.setExecutionStrategy(parsed -> execute(out, parsed));
    commandLine.setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8));
    return commandLine.execute(arguments);
  }

  private static int execute(PrintStream out, ParseResult parsed) {
    if (CommandLine.printHelpIfRequested(parsed)) {
      return ExitCode.DONE.number();
    }
    if (!parsed.hasSubcommand()) {
      parsed.commandSpec().commandLine().usage(System.err);
      return ExitCode.USAGE.number();
    }
    Verb verb = (Verb) parsed.subcommand().commandSpec().userObject();
    try {
      return perform(verb, out).number();
    } catch (Exception | OutOfMemoryError e) {
      return failed(verb, Failures.of(e), out);
    }
  }

  private static ExitCode perform(Verb verb, PrintStream out) {
    if (!verb.examinesTheMachine()) {
      NameEncoding.check();
    }
    Settings settings = verb.options().settings(verb.overrides());
    verb.check(settings);
    Job job = new Job(settings, verb.options().master());
    if (verb.options().dryRun()) {
      dryRun(verb, job, out);
      return ExitCode.DONE;
    }
    Result result = verb.run(job);
    result.summary().forEach(out::println);
    if (verb.options().json()) {
      out.println(JsonFormat.line(result.fields()));
    }
    result.problems().forEach(problem -> System.err.println(complaint(verb, problem)));
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.RESOURCES;
  }

  private static String complaint(Verb verb, String what) {
    return "kindling " + verb.name() + ": " + what;
  }

  private static void dryRun(Verb verb, Job job, PrintStream out) {
    Map<String, String> settings = job.settings().resolved();
    List<String> plan = verb.plan(job);
    settings.forEach((key, value) -> out.println(key + " = " + value));
    out.println();
    plan.forEach(out::println);
    if (verb.options().json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("verb", verb.name());
      fields.put("dry-run", true);
      fields.put("settings", settings);
      fields.put("plan", plan);
      out.println(JsonFormat.line(fields));
    }
  }

  private static int failed(Verb verb, Failures failure, PrintStream out) {
    if (failure.code() == ExitCode.INTERNAL) {
      LOG.error("kindling {} failed", verb.name(), failure.cause());
    }
    System.err.println(complaint(verb, failure.message()));
    if (verb.options().json()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("verb", verb.name());
      fields.put("exit-code", failure.code().number());
      fields.put("error", failure.message());
      out.println(JsonFormat.line(fields));
    }
    return failure.code().number();
  }
}
