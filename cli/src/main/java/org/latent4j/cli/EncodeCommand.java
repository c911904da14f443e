package org.latent4j.cli;

import org.latent4j.model.FittedModel;
import org.latent4j.task.Codes;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;

/** The code of each row. */
@Command(
    name = "encode",
    description = {
      "The code of each row: z1, z2, …, its expected coordinates in the latent space, or p1, p2, …,"
          + " the probabilities of the components of a mixture. latent decode turns codes back into"
          + " rows.",
      ""
    })
final class EncodeCommand extends RowVerb {

  @Override
  RowTask task(FittedModel model) {
    return Codes.task(model);
  }
}
