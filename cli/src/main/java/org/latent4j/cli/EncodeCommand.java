package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "encode")
final class EncodeCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
