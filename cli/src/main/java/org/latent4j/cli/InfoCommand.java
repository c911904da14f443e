package org.latent4j.cli;

import java.io.IOException;
import org.latent4j.model.FittedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a model file holds. */
@Command(
    name = "info",
    header = "What a model file holds.",
    description =
        "The kind of model, the columns and rows it was fitted to, how the fit went, and its"
            + " parameters.",
    footer = {"", "Examples:", "  latent info digits.latent", "  latent info m.latent --json"})
final class InfoCommand extends ModelVerb {

  @Option(
      names = "--json",
      order = 1,
      description =
          "Print one JSON object instead of text, with the parameters as they are stored.")
  private boolean json;

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    FittedModel model = readModel();
    if (json) {
      ModelJson.write(terminal.out(), model);
    } else {
      terminal.print(new ModelText(model).toString());
    }
    return ExitCode.OK;
  }
}
