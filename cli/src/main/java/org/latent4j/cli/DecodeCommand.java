package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "decode")
final class DecodeCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
