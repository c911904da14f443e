package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.data.Fingerprint;
import org.latent4j.data.Schema;
import org.latent4j.data.Splits;
import org.latent4j.formats.ReadOptions;
import org.latent4j.formats.Table;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.task.Calibration;
import org.latent4j.task.CodeClusters;
import org.latent4j.task.Downstream;
import org.latent4j.task.Evaluation;
import org.latent4j.task.OutsideRows;
import org.latent4j.task.SampleCopies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code latent evaluate}: what a model is worth, by rows that it has not seen. */
@Command(
    name = "evaluate",
    header = "What a model is worth, by rows that it has not seen.",
    description = {
      "Log density per row in nats, with its standard error over the rows. Of a model that knows"
          + " it by a bound also the importance-weighted bound, which rises to log p(x) with the"
          + " number of samples, and what each latent dimension tells of the rows. Grey values of"
          + " a model of black and white are first drawn as 0 or 1. Whether the model is as sure as"
          + " it should be, in one sentence.",
      "Where rows have labels: how well heads that learn from few or many labels tell them by the"
          + " model's features, by the last hidden layer of its network, by the raw columns, by as"
          + " many principal components or random numbers, and by nothing; and how clusters agree"
          + " with them.",
      "With --outside: whether the model tells rows of another origin. With --train: whether it"
          + " draws the rows of its fit again; heads then learn from these rows and tell DATA."
    },
    footer = {
      "",
      "Examples:",
      "  latent evaluate digits.latent new-digits.csv",
      "  latent evaluate houses.latent houses.csv --label price --json",
      "  latent evaluate mnist.latent t10k-images-idx3-ubyte.gz --samples 5000",
      "  latent evaluate pets.latent test/ --train train/",
      "  latent evaluate mnist.latent t10k-images.gz --labels t10k-labels.gz --outside fashion.gz"
    })
final class EvaluateCommand extends DataVerb {

  private static final int MOST_CODES = 20_000;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      order = 0,
      description =
          "The class or number to tell. Default: the label that comes with DATA, or that the model"
              + " was fitted beside.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--outside",
      paramLabel = "FILE",
      order = 0,
      description = "Rows of another origin, in the same columns.")
  private Optional<String> outside = Optional.empty();

  @Option(
      names = "--train",
      paramLabel = "FILE",
      order = 0,
      description = "Rows that the model was fitted to.")
  private Optional<String> training = Optional.empty();

  @Option(
      names = "--train-labels",
      paramLabel = "FILE",
      order = 0,
      description = "Labels of the rows of --train, as --labels has those of DATA.")
  private Optional<Path> trainingLabels = Optional.empty();

  @Option(
      names = "--clusters",
      paramLabel = "K",
      order = 0,
      description =
          "Components of the mixtures that are fitted to codes. Default: as many as classes.")
  private int clusters;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      order = 0,
      description = "Mixtures fitted to codes, each by another seed. Default: 5.")
  private int seeds = 5;

  @Option(
      names = "--samples",
      paramLabel = "N",
      order = 0,
      description = "Codes drawn for each row. Default: 500.")
  private int samples = Evaluation.Options.defaults().samples();

  @Option(
      names = "--rows",
      paramLabel = "N",
      order = 0,
      description =
          "Look at so many rows at most, drawn at random. Default: 1,000; with labels 20,000, and"
              + " as many of --train.")
  private int rows;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      order = 3,
      description = "A whole number. Default: 0.")
  private long seed;

  @Option(names = "--json", order = 1, description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  ReadOptions readOptions(Schema schema) {
    ReadOptions options = super.readOptions(schema);
    return label.map(options::withLabel).orElse(options);
  }

  @Override
  ExitCode run(Terminal terminal) throws IOException {
    requireOptions();
    FittedModel model = readModel();
    requireNoFeature(model);
    Findings findings = find(terminal, model);
    if (json) {
      FindingsJson.write(terminal, findings);
    } else {
      terminal.print(FindingsText.of(findings));
    }
    return ExitCode.OK;
  }

  private void requireOptions() {
    requireAtLeast("--samples", 1, samples);
    requireAtLeast("--seeds", 1, seeds);
    if (rows != 0) {
      requireAtLeast("--rows", 1, rows);
    }
    if (clusters != 0) {
      requireAtLeast("--clusters", 1, clusters);
    }
    if (trainingLabels.isPresent() && training.isEmpty()) {
      throw CommandException.usage("--train-labels goes with --train; name the rows too");
    }
  }

  private static void requireAtLeast(String option, int least, int value) {
    if (value < least) {
      throw CommandException.usage(
          String.format(Locale.ROOT, "%s must be at least %d, got %d", option, least, value));
    }
  }

  private void requireNoFeature(FittedModel model) {
    if (label.isPresent() && model.schema().featureNames().contains(label.get())) {
      throw CommandException.usage(
          "--label must not be a column that the model knows, got '"
              + label.get()
              + "'; fit the model with --label "
              + label.get());
    }
  }

  private Findings find(Terminal terminal, FittedModel model) throws IOException {
    int workers = threads();
    Table table = readData(terminal, model.schema());
    Dataset data = table.data();
    Optional<Dataset> others = read(terminal, model, outside, otherOptions());
    Optional<Dataset> fitted = read(terminal, model, training, trainingOptions());
    if (fitted.isPresent() && Fingerprint.of(fitted.get()).equals(Fingerprint.of(data))) {
      throw CommandException.usage(
          "--train must name other rows than DATA, got the same; what learns from rows cannot be"
              + " judged by them");
    }
    Evaluation.Options options =
        new Evaluation.Options(
            samples, rows == 0 ? Evaluation.Options.defaults().mostRows() : rows, seed);
    Optional<Evaluation> density =
        model.density().isPresent() || !hasLabels(data)
            ? Optional.of(Evaluation.of(model, data, options, workers))
            : Optional.empty();
    Optional<Downstream> labels = labels(model, data, fitted, workers);
    return new Findings(
        model,
        data.rowCount(),
        seed,
        density,
        Calibration.of(model, data, options.mostRows(), seed, workers),
        labels,
        clusters(model, data, fitted, labels, workers),
        others.map(o -> outside(model, data, density, o, options)),
        fitted.isPresent() && model.sampler().isPresent()
            ? Optional.of(
                SampleCopies.of(model, fitted.get(), data, options.mostRows(), seed, workers))
            : Optional.empty());
  }

  private OutsideRows outside(
      FittedModel model,
      Dataset data,
      Optional<Evaluation> density,
      Dataset others,
      Evaluation.Options options) {
    Evaluation inside = density.orElseGet(() -> Evaluation.of(model, data, options, threads()));
    return OutsideRows.of(model, inside, others, options, threads());
  }

  private ReadOptions trainingOptions() {
    ReadOptions options = otherOptions();
    options = label.isPresent() ? options.withLabel(label.get()) : options;
    return trainingLabels.isPresent() ? options.withLabels(trainingLabels.get()) : options;
  }

  private Optional<Dataset> read(
      Terminal terminal, FittedModel model, Optional<String> file, ReadOptions options)
      throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(readOther(terminal, model.schema(), file.get(), options).data());
  }

  private static boolean hasLabels(Dataset data) {
    return data.labels()
        .map(values -> Arrays.stream(values).anyMatch(v -> !Double.isNaN(v)))
        .orElse(false);
  }

  private Optional<Downstream> labels(
      FittedModel model, Dataset data, Optional<Dataset> fitted, int workers) {
    if (!hasLabels(data)) {
      if (label.isPresent() || trainingLabels.isPresent()) {
        throw CommandException.usage(
            "the rows of '" + dataName() + "' have no labels; name them by --labels");
      }
      return Optional.empty();
    }
    Downstream.Options defaults = Downstream.Options.defaults();
    int most = rows == 0 ? defaults.mostRows() : Math.max(20, rows);
    return Optional.of(
        Downstream.of(
            model,
            fitted.filter(EvaluateCommand::hasLabels),
            data,
            new Downstream.Options(defaults.folds(), defaults.repeats(), most, seed),
            workers));
  }

  private Optional<CodeClusters> clusters(
      FittedModel model,
      Dataset data,
      Optional<Dataset> fitted,
      Optional<Downstream> labels,
      int workers) {
    if (labels.isEmpty() || !labels.get().isOfClasses() || !CodeClusters.isFor(model)) {
      return Optional.empty();
    }
    int k = clusters;
    if (k == 0) {
      k =
          (int)
              Arrays.stream(data.labels().orElseThrow())
                  .filter(v -> !Double.isNaN(v))
                  .distinct()
                  .count();
    }
    ModelFamily mixtures = ModelFamily.named("gmm");
    Settings settings = Settings.of(mixtures.settings()).with("k", k);
    int most = rows == 0 ? MOST_CODES : Math.max(20, rows);
    SeededRandom random = new SeededRandom(seed).split(31);
    return Optional.of(
        CodeClusters.of(
            model,
            fitted.map(f -> Splits.subsample(f, most, random.split(0))),
            Splits.subsample(data, most, random.split(1)),
            new CodeClusters.Mixture(mixtures, settings, seeds),
            workers));
  }
}
