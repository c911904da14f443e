package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "sample")
final class SampleCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
