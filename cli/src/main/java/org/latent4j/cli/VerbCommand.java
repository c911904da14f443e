package org.latent4j.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A verb's options and what it does with them. */
@SuppressWarnings("UnusedVariable") // help and debug are read by the parser and by Latent
abstract class VerbCommand {

  private static final int HELP_WIDTH = 96;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 1000,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--quiet", order = 1001, description = "No progress and no notes on stderr.")
  private boolean quiet;

  @Option(names = "--debug", order = 1002, description = "Show where a failure came from.")
  private boolean debug;

  /** Does it. */
  abstract ExitCode run(Terminal terminal) throws Exception;

  /** Hears the words of the command line, before it is run. */
  void arguments(List<String> words) {}

  /** Adds options that are known only when the program runs. */
  void extend(CommandSpec spec) {}

  /** A parser that fills this command's options. */
  CommandLine parser() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    extend(spec);
    spec.usageMessage().width(HELP_WIDTH).abbreviateSynopsis(true).sortOptions(false);
    spec.usageMessage().synopsisHeading("%nUsage: ");
    if (spec.usageMessage().description().length > 0) {
      spec.usageMessage().descriptionHeading("%n");
    }
    spec.usageMessage().parameterListHeading("%n").optionListHeading("%n");
    CommandLine parser = new CommandLine(spec);
    parser.setCommandName("latent " + spec.name());
    parser.setOverwrittenOptionsAllowed(false);
    return parser;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Talk to the user that --quiet silences. */
  void note(Terminal terminal, String sentence) {
    if (!quiet) {
      terminal.err().println(Text.printable(sentence));
    }
  }
}
