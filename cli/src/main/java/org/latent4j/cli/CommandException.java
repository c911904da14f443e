package org.latent4j.cli;

/** A failure that the command line itself found. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandException(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  CommandException(ExitCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  static CommandException usage(String sentence) {
    return new CommandException(ExitCode.USAGE, sentence);
  }

  ExitCode code() {
    return code;
  }
}
