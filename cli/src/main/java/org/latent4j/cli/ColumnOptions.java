package org.latent4j.cli;

import java.util.List;
import java.util.Optional;
import org.latent4j.formats.ReadOptions;
import picocli.CommandLine.Option;

/** Which columns are modelled: options of the verbs that fit. */
final class ColumnOptions {

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      order = 4,
      description = "A known class or target; never used in fitting.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      order = 4,
      description = "Weights of the rows: 2 counts a row twice.")
  private Optional<String> weight = Optional.empty();

  @Option(
      names = "--leave-out",
      paramLabel = "COLUMN",
      split = ",",
      order = 4,
      description = "Columns not to model.")
  private List<String> leaveOut = List.of();

  @Option(
      names = "--keep",
      paramLabel = "COLUMN",
      split = ",",
      order = 4,
      description = "Columns to model although they look like names of rows or are constant.")
  private List<String> keep = List.of();

  @Option(
      names = "--partial-label",
      paramLabel = "COLUMN",
      order = 4,
      description =
          "Known components of a mixture (gmm, mixed): a row with a value stays in the component"
              + " of that name, one without is free. -k is at least the number of names.")
  private Optional<String> partialLabel = Optional.empty();

  /** Adds what was said of columns. */
  ReadOptions addTo(ReadOptions reading) {
    ReadOptions options =
        reading.withLeftOut(leaveOut.toArray(String[]::new)).withKept(keep.toArray(String[]::new));
    options = label.isPresent() ? options.withLabel(label.get()) : options;
    options = partialLabel.isPresent() ? options.withPartialLabel(partialLabel.get()) : options;
    return weight.isPresent() ? options.withWeight(weight.get()) : options;
  }
}
