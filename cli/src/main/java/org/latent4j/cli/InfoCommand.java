package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "info")
final class InfoCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
