package org.latent4j.cli;

import org.latent4j.model.ModelFamily;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

@Command(name = "fit")
final class FitCommand extends VerbCommand {
  ExitCode run(Terminal t) {
    return ExitCode.OK;
  }

  @Override
  void extend(CommandSpec s) {
    new FamilyOptions(ModelFamily.all()).addTo(s);
  }
}
