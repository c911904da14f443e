package org.latent4j.cli;

import org.latent4j.model.FittedModel;
import org.latent4j.task.Codes;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;

/** The code of each row. */
@Command(
    name = "encode",
    header = "The code of each row: few numbers in place of many.",
    description =
        "Columns z1, z2, …: the expected coordinates of the row in the latent space. For a "
            + "mixture p1, p2, …: the probabilities of its components. latent decode turns codes "
            + "back into rows.",
    footer = {"", "Examples:", "  latent encode digits.latent example:digits -o codes.npy"})
final class EncodeCommand extends RowVerb {

  @Override
  RowTask task(FittedModel model) {
    return Codes.task(model);
  }
}
