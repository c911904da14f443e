package org.latent4j.cli;

import picocli.CommandLine.Option;

/** How many threads work. */
final class ThreadsOption {

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 3,
      description = "How many threads work; answers do not depend on it. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /**
   * The number.
   *
   * @throws CommandException if it is below 1
   */
  int count() {
    if (threads < 1) {
      throw CommandException.usage("--threads must be at least 1, got " + threads);
    }
    return threads;
  }
}
