package org.latent4j.cli;

import picocli.CommandLine.Command;

@Command(name = "cluster")
final class ClusterCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }
}
