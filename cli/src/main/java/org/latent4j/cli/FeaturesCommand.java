package org.latent4j.cli;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.latent4j.model.FittedModel;
import org.latent4j.task.Features;
import org.latent4j.task.RowTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a model knows of each row. */
@Command(
    name = "features",
    header = "What a model knows of each row, as columns for another program.",
    description =
        "Codes (z1, z2, …), probabilities of the components (p1, p2, …) and the log density, as far as"
            + " the model has them. The codes of a mixture are its probabilities.",
    footer = {
      "",
      "Examples:",
      "  latent features digits.latent example:digits -o features.npy",
      "  latent features orders.latent orders.csv --kind responsibilities -o features.csv",
      "  latent features mnist.latent t10k-images.gz --kind hidden -o hidden.npy"
    })
final class FeaturesCommand extends RowVerb {

  private static final String ALL = "all";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      order = 0,
      description =
          "codes, responsibilities, density, hidden or all of the first three that the model has (the"
              + " default). hidden is the last hidden layer of a network, before its codes.")
  private String kind = ALL;

  @Override
  RowTask task(FittedModel model) {
    Set<Features.Kind> kinds =
        DataOptions.choose(
            "--kind",
            kind,
            Map.of(
                ALL,
                Features.of(model),
                "codes",
                EnumSet.of(Features.Kind.CODES),
                "responsibilities",
                EnumSet.of(Features.Kind.RESPONSIBILITIES),
                "density",
                EnumSet.of(Features.Kind.DENSITY),
                "hidden",
                EnumSet.of(Features.Kind.HIDDEN)));
    return Features.task(model, kinds);
  }
}
