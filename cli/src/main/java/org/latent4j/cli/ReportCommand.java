package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latent4j.formats.Table;
import org.latent4j.model.FittedModel;
import org.latent4j.report.Report;
import org.latent4j.report.ReportInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A page about a model and rows. */
@Command(
    name = "report",
    header = "One HTML page about a model and rows.",
    description =
        "Shows the verdict, the columns, the model in pictures, samples beside the data and the"
            + " worst anomalies. The page needs no script and no network.",
    footer = {"", "Examples:", "  latent report digits.latent example:digits -o digits.html"})
final class ReportCommand extends DataVerb {

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.html",
      order = 1,
      description = "Where the page goes.")
  private Path out = Path.of("");

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    Outputs.requireWritable("--out", out, modelFile());
    Outputs.requireWritable("--out", out, dataName());
    int workers = threads();
    FittedModel model = readModel();
    Table table = readData(terminal, model.schema());
    Report.write(
        ReportInput.of(model, table.data(), table.source())
            .withNotes(table.notes())
            .withCommand(List.of(), workers),
        out);
    return ExitCode.OK;
  }
}
