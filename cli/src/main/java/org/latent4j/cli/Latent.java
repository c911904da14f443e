package org.latent4j.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program. Only the verb that is asked for is loaded, so that help and version come at once.
 */
public final class Latent {

  private static final Set<String> HELP = Set.of("-h", "--help", "help");
  private static final Set<String> VERSION = Set.of("-V", "--version");

  private final Terminal terminal;

  Latent(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs the program and ends this process with its exit code.
   *
   * @param args a verb, its options and its arguments
   */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofProcess();
    ExitCode code = new Latent(Terminal.ofProcess(interruption)).run(args);
    interruption.finish();
    System.exit(code.value());
  }

  /** Runs the program; never throws. */
  ExitCode run(String... args) {
    try {
      ExitCode code = dispatch(args);
      terminal.out().flush();
      return code;
    } catch (ParameterException e) {
      return tell(new Failure(ExitCode.USAGE, sentence(e)), e, args);
    } catch (Exception | OutOfMemoryError | LinkageError | StackOverflowError e) {
      return tell(Failure.of(e), e, args);
    }
  }

  private ExitCode dispatch(String[] args) throws Exception {
    if (args.length == 0) {
      terminal.err().print(Overview.text());
      return ExitCode.USAGE;
    }
    String first = args[0];
    if (VERSION.contains(first)) {
      terminal.print("latent " + Version.number() + "\n");
      return ExitCode.OK;
    }
    if (HELP.contains(first)) {
      return help(args);
    }
    return execute(verb(first), Arrays.copyOfRange(args, 1, args.length));
  }

  private ExitCode help(String[] args) throws IOException {
    terminal.print(args.length == 1 ? Overview.text() : usage(verb(args[1]).create().parser()));
    return ExitCode.OK;
  }

  private ExitCode execute(Verb verb, String[] args) throws Exception {
    VerbCommand command = verb.create();
    CommandLine parser = command.parser();
    if (parser.parseArgs(args).isUsageHelpRequested()) {
      terminal.print(usage(parser));
      return ExitCode.OK;
    }
    command.arguments(List.of(args));
    return command.run(terminal);
  }

  private static String usage(CommandLine parser) {
    return parser.getUsageMessage(Ansi.OFF);
  }

  private static Verb verb(String word) {
    for (Verb verb : Verb.values()) {
      if (verb.word().equals(word)) {
        return verb;
      }
    }
    List<String> words = Arrays.stream(Verb.values()).map(Verb::word).toList();
    throw CommandException.usage(
        "there is no verb '" + word + "'; the verbs are " + String.join(", ", words));
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return e.getMessage()
          + "; did you mean "
          + String.join(" or ", unmatched.getSuggestions())
          + "?";
    }
    return e.getMessage();
  }

  private ExitCode tell(Failure failure, Throwable error, String[] args) {
    if (!failure.sentence().isEmpty()) {
      terminal.err().println("latent: " + Text.printable(failure.sentence()));
    }
    if (failure.code() == ExitCode.USAGE) {
      terminal.err().println("Try: " + advice(args));
    }
    if (Arrays.asList(args).contains("--debug")) {
      error.printStackTrace(terminal.err());
    }
    return failure.code();
  }

  private static String advice(String[] args) {
    boolean known =
        args.length > 0 && Arrays.stream(Verb.values()).anyMatch(v -> v.word().equals(args[0]));
    return known ? "latent help " + args[0] : "latent help";
  }
}
