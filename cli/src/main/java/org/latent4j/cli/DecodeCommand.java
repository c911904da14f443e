package org.latent4j.cli;

import org.latent4j.model.FittedModel;
import org.latent4j.task.Decoding;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;

/** Rows from codes. */
@Command(
    name = "decode",
    header = "The mean row of each code.",
    description =
        "Rows in the columns and units the model was fitted to. DATA holds codes as latent "
            + "encode writes them: columns z1, z2, … or p1, p2, …; without a header, as many "
            + "columns as a code has numbers.",
    footer = {
      "",
      "Examples:",
      "  latent decode digits.latent codes.npy",
      "  latent encode m.latent new.csv | latent decode m.latent -"
    })
final class DecodeCommand extends RowVerb {

  @Override
  RowTask task(FittedModel model) {
    return Decoding.task(model);
  }
}
