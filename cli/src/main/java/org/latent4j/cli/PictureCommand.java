package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.formats.Table;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.report.ImageSheet;
import org.latent4j.task.LatentWalks;
import org.latent4j.task.Reconstruction;
import org.latent4j.task.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code latent picture}: what a model of images makes of them. */
@Command(
    name = "picture",
    header = "A picture of what a model of images draws, keeps or walks through.",
    description =
        "samples: rows drawn from the model. reconstructions: rows above what is left of them after"
            + " their codes. traversal: one latent dimension to a line, from end to end. map: the"
            + " plane of two latent dimensions. interpolation: from each row to the next. Rows that"
            + " are looked at are drawn at random from DATA; traversal and map without DATA take"
            + " codes for standard normal, with DATA they take the spread of its codes.",
    footer = {
      "",
      "Examples:",
      "  latent picture digits.latent samples -o samples.png",
      "  latent picture digits.latent reconstructions example:digits -n 12 -o both.png",
      "  latent picture digits.latent map example:digits -o map.png"
    })
final class PictureCommand extends ModelVerb {

  private static final int SAMPLES = 100;
  private static final int ROWS = 12;
  private static final int STEPS = 11;
  private static final int MAP_SIDE = 20;
  private static final double REACH = 2.5;

  /** What to draw. */
  enum Subject {
    SAMPLES,
    RECONSTRUCTIONS,
    TRAVERSAL,
    INTERPOLATION,
    MAP
  }

  @Parameters(
      index = "1",
      paramLabel = "WHAT",
      description = "samples, reconstructions, traversal, interpolation or map.")
  private String what = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "DATA",
      description = "Rows: a path, - for standard input, or example:NAME.")
  private String data = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.png",
      order = 1,
      description = "Where the picture goes.")
  private Path out = Path.of("");

  @Option(
      names = "-n",
      paramLabel = "N",
      description = "How many samples (default: 100) or rows (default: 12).")
  private int count;

  @Option(names = "--seed", paramLabel = "SEED", description = "A whole number. Default: 0.")
  private long seed;

  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    Subject subject = subject();
    if (count < 0) {
      throw CommandException.usage("-n must be at least 1, got " + count);
    }
    boolean needed = subject == Subject.RECONSTRUCTIONS || subject == Subject.INTERPOLATION;
    if (needed && data.isEmpty()) {
      throw CommandException.usage("a picture of " + what + " needs DATA after the word");
    }
    if (subject == Subject.SAMPLES && !data.isEmpty()) {
      throw CommandException.usage("a picture of samples takes no DATA, got '" + data + "'");
    }
    Outputs.requireWritable("--out", out, modelFile());
    if (!data.isEmpty()) {
      Outputs.requireWritable("--out", out, data);
    }
    FittedModel model = readModel();
    ImageSheet.write(model, lines(terminal, subject, model), out);
    return ExitCode.OK;
  }

  private Subject subject() {
    for (Subject subject : Subject.values()) {
      if (subject.name().toLowerCase(Locale.ROOT).equals(what)) {
        return subject;
      }
    }
    throw CommandException.usage(
        "WHAT must be samples, reconstructions, traversal, interpolation or map, got '"
            + what
            + "'");
  }

  private List<Matrix> lines(Terminal terminal, Subject subject, FittedModel model)
      throws IOException {
    int workers = threads.count();
    return switch (subject) {
      case SAMPLES ->
          grid(
              Sampling.of(
                  model, count == 0 ? SAMPLES : count, Sampling.Rounding.NONE, seed, workers));
      case RECONSTRUCTIONS -> {
        Dataset rows = some(read(terminal, model));
        Reconstruction reconstruction = Reconstruction.of(model, rows, workers);
        yield List.of(reconstruction.given(), reconstruction.rows());
      }
      case TRAVERSAL -> walks(terminal, model, workers).traversal(STEPS, REACH);
      case MAP -> walks(terminal, model, workers).map(MAP_SIDE, REACH);
      case INTERPOLATION ->
          LatentWalks.of(model).interpolation(some(read(terminal, model)), STEPS, workers);
    };
  }

  private LatentWalks walks(Terminal terminal, FittedModel model, int workers) throws IOException {
    return data.isEmpty()
        ? LatentWalks.of(model)
        : LatentWalks.of(model, read(terminal, model), workers);
  }

  private Dataset read(Terminal terminal, FittedModel model) throws IOException {
    Table table = DataOptions.readFor(terminal, model.schema(), data, options.readOptions());
    for (String sentence : table.notes()) {
      note(terminal, sentence);
    }
    return table.data();
  }

  private Dataset some(Dataset rows) {
    return Splits.subsample(rows, count == 0 ? ROWS : count, new SeededRandom(seed));
  }

  /** Lines as long as there are lines, or nearly so. */
  private static List<Matrix> grid(Matrix images) {
    int side = (int) Math.ceil(Math.sqrt(images.rows()));
    List<Matrix> lines = new ArrayList<>();
    for (int from = 0; from < images.rows(); from += side) {
      lines.add(images.rowRange(from, Math.min(images.rows(), from + side)));
    }
    return lines;
  }
}
