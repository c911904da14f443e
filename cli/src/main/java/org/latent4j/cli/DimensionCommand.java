package org.latent4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.formats.Table;
import org.latent4j.linear.DimensionVoter;
import org.latent4j.linear.DimensionVotes;
import org.latent4j.linear.PcaFamily;
import org.latent4j.model.FitContext;
import org.latent4j.select.Scaling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How many axes rows have, by several rules. */
@Command(
    name = "dimension",
    header = "How many latent dimensions rows have, by several rules.",
    description =
        "No rule is right for all rows. Where those that tell axes from noise agree, the dimension is"
            + " a property of the rows; where they do not, it depends on what it is for. Without"
            + " --latent, latent fit --model ppca takes that of held-out rows, and --model pca that"
            + " of the share of variance.",
    footer = {
      "",
      "Examples:",
      "  latent dimension example:iris",
      "  latent dimension measurements.csv --scale standard --json"
    })
final class DimensionCommand extends VerbCommand {

  @Parameters(
      paramLabel = "DATA",
      description = "A table, an array or images: a path, - or example:NAME.")
  private String data = "";

  @Option(
      names = "--scale",
      paramLabel = "none|standard",
      order = 2,
      description = "Ask in the data's units (the default), or of standardised columns.")
  private String scale = "none";

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 3,
      description = "The same seed gives the same votes. Default: 0.")
  private long seed;

  @Option(
      names = "--json",
      order = 3,
      description = "Print one JSON object, with each rule's criterion for q = 0, 1, ….")
  private boolean json;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private ColumnOptions columns = new ColumnOptions();

  @Mixin private DataOptions reading = new DataOptions();

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    Scaling scaling =
        DataOptions.choose(
            "--scale", scale, Map.of("none", Scaling.NONE, "standard", Scaling.STANDARD));
    FitContext context = FitContext.defaults().withSeed(seed).withThreads(threads.count());
    Table table = DataOptions.read(terminal, data, columns.addTo(reading.readOptions()));
    table.notes().forEach(sentence -> note(terminal, sentence));
    Dataset rows = table.data();
    Optional<String> refusal = new PcaFamily().refusal(rows.schema());
    if (refusal.isPresent()) {
      throw new DataException(refusal.get());
    }
    DataSummary summary = DataSummary.of(rows);
    if (summary.missingTotal() > 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "the rules need complete rows, but %s missing; --missing drop leaves such rows out",
              summary.missingTotal() == 1
                  ? "a value is"
                  : String.format(Locale.ROOT, "%,d values are", summary.missingTotal())));
    }
    DimensionVotes votes = DimensionVotes.of(scaling.encoding(summary).apply(rows), context);
    if (json) {
      writeJson(terminal, rows, votes);
    } else {
      terminal.print(text(votes));
    }
    return ExitCode.OK;
  }

  private static String text(DimensionVotes votes) {
    TextTable table = TextTable.of("rule", ">dimension", ">criterion", "the criterion is");
    for (DimensionVoter voter : DimensionVoter.values()) {
      Optional<DimensionVotes.Vote> vote = votes.vote(voter);
      if (vote.isPresent()) {
        double criterion = vote.get().criterion();
        table.row(
            voter.title(),
            Integer.toString(vote.get().dimension()),
            Double.isNaN(criterion) ? "" : Text.number(criterion),
            voter.measure());
      } else {
        table.row(voter.title(), "", "", Text.printable("none: " + reason(votes, voter)));
      }
    }
    String agreement = votes.agreement();
    return table
        + agreement.substring(0, 1).toUpperCase(Locale.ROOT)
        + agreement.substring(1)
        + ".\n";
  }

  private static String reason(DimensionVotes votes, DimensionVoter voter) {
    return votes.abstentions().getOrDefault(voter, "");
  }

  private void writeJson(Terminal terminal, Dataset rows, DimensionVotes votes) throws IOException {
    List<DimensionVoter> silent =
        List.of(DimensionVoter.values()).stream()
            .filter(voter -> votes.vote(voter).isEmpty())
            .toList();
    Json.write(
        terminal.out(),
        object ->
            object
                .whole("rows", rows.rowCount())
                .whole("columns", rows.featureCount())
                .text("scale", scale)
                .whole("seed", seed)
                .objects("votes", votes.votes(), DimensionCommand::writeVote)
                .objects(
                    "abstentions",
                    silent,
                    (inner, voter) ->
                        inner.text("rule", voter.word()).text("reason", reason(votes, voter)))
                .text("agreement", votes.agreement()));
  }

  private static void writeVote(Json json, DimensionVotes.Vote vote) throws IOException {
    json.text("rule", vote.voter().word())
        .whole("dimension", vote.dimension())
        .number("criterion", vote.criterion())
        .text("measure", vote.voter().measure())
        .numbers("criteria", vote.criteria().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
