package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "reconstruct")
final class ReconstructCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
