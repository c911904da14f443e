package org.latent4j.mixedmixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NumericalException;
import org.latent4j.linalg.Tensor;
import org.latent4j.mixedmixture.internal.CountPart;
import org.latent4j.mixedmixture.internal.GaussianPart;
import org.latent4j.mixedmixture.internal.LevelPart;
import org.latent4j.mixedmixture.internal.NumberPart;
import org.latent4j.mixedmixture.internal.Part;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.internal.DenseCovariances;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** {@link MixedMixture} for the command line, the search and the model file. */
public final class MixedMixtureFamily implements ModelFamily {

  private static final int[] SEARCH_SIZES = {1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 27, 36, 50, 70, 100};
  private static final int LEAST_ROWS_PER_COMPONENT = 10;

  private static final String COVARIANCE = "covariance";
  private static final String DISTRIBUTIONS = "distributions";
  private static final String WEIGHTS = "weights";
  private static final String MEANS = "means";
  private static final String COVARIANCES = "covariances";
  private static final String NUMBER = "number-";
  private static final String LEVELS = "levels-";
  private static final String COUNTS = "counts-";

  /** For {@link java.util.ServiceLoader}. */
  public MixedMixtureFamily() {}

  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public String title() {
    return "mixed mixture";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.integer("k", 2, 1, "number of components"),
        Setting.choice(
            COVARIANCE,
            List.of("full", "diagonal"),
            "covariance of the numeric columns within a component"),
        Setting.choice(
            "counts",
            CountModel.labels(),
            "what columns of whole numbers are taken for; auto: each by its own values"),
        Setting.number(
            "smoothing",
            MixedMixtureOptions.DEFAULT_SMOOTHING,
            0,
            "rows, spread as all rows, that each component sees more in its discrete columns; 0 for"
                + " none"),
        Setting.integer(
            "iterations", MixedMixtureOptions.DEFAULT_ITERATIONS, 0, "most parameter updates"),
        Setting.number(
            "tolerance",
            MixedMixtureOptions.DEFAULT_TOLERANCE,
            0,
            "nats still to be gained in all rows, below which the fit has converged"),
        Setting.number(
            "covariance-floor",
            MixedMixtureOptions.DEFAULT_COVARIANCE_FLOOR,
            0,
            "least variance of a component, as a share of the column's; 0 for none"),
        Setting.integer("starts", 0, 0, "number of starts; 0 chooses by the size of the data"));
  }

  @Override
  public Class<MixedMixture> modelType() {
    return MixedMixture.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return MixedMixture.refusal(schema);
  }

  @Override
  public boolean takesWords() {
    return true;
  }

  @Override
  public boolean keepsKnownComponents() {
    return true;
  }

  /**
   * Two lines of growing k, of full and of diagonal covariances; one where there are not two
   * numbers.
   */
  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return lines(schema, summary, SEARCH_SIZES);
  }

  /** Every k from 1, with full and with diagonal covariances. */
  @Override
  public List<Candidate> grid(Schema schema, DataSummary summary, int mostComponents) {
    int[] sizes = IntStream.rangeClosed(1, mostComponents).toArray();
    List<Candidate> grid = new ArrayList<>();
    lines(schema, summary, sizes).forEach(grid::addAll);
    grid.sort((a, b) -> Integer.compare(a.size(), b.size()));
    return grid;
  }

  private List<List<Candidate>> lines(Schema schema, DataSummary summary, int[] sizes) {
    long numbers =
        schema.features().stream()
            .filter(c -> c.kind() == ColumnKind.NUMERIC || c.kind() == ColumnKind.COUNT)
            .count();
    List<List<Candidate>> lines = new ArrayList<>();
    for (CovarianceStructure covariance :
        List.of(CovarianceStructure.FULL, CovarianceStructure.DIAGONAL)) {
      boolean full = covariance == CovarianceStructure.FULL;
      List<Candidate> line = new ArrayList<>();
      for (int k : sizes) {
        long each = summary.rowCount() / k;
        boolean populated = k == 1 || each >= LEAST_ROWS_PER_COMPONENT;
        if (populated && (!full || each >= numbers)) {
          line.add(candidate(k, covariance, numbers));
        }
      }
      if (!line.isEmpty() && (numbers > 1 || full)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private Candidate candidate(int k, CovarianceStructure covariance, long numbers) {
    Settings settings = Settings.of(settings()).with("k", k);
    return numbers > 1
        ? new Candidate(
            settings.with(COVARIANCE, covariance.label()),
            "k=" + k + " " + covariance.label(),
            k,
            Candidate.Scaling.IRRELEVANT)
        : new Candidate(settings, "k=" + k, k, Candidate.Scaling.IRRELEVANT);
  }

  @Override
  public FitResult<MixedMixture> fit(Dataset data, Settings settings, FitContext context) {
    return MixedMixture.fit(data, options(settings), context);
  }

  static MixedMixtureOptions options(Settings settings) {
    return new MixedMixtureOptions(
        settings.integer("k"),
        CovarianceStructure.named(settings.text(COVARIANCE)),
        CountModel.named(settings.text("counts")),
        settings.number("smoothing"),
        settings.integer("iterations"),
        settings.number("tolerance"),
        settings.number("covariance-floor"),
        settings.integer("starts"));
  }

  @Override
  public ModelState save(Model model) {
    MixedMixture mixture = (MixedMixture) model;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(WEIGHTS, Tensor.vector(mixture.weights()));
    boolean together = false;
    for (Part part : mixture.parts()) {
      int feature = part.features()[0];
      if (part instanceof GaussianPart block) {
        together = true;
        tensors.put(MEANS, Tensor.of(block.means()));
        tensors.put(COVARIANCES, stacked(block, mixture.componentCount()));
      } else if (part instanceof NumberPart number) {
        tensors.put(NUMBER + (feature + 1), Tensor.of(number.parameters()));
      } else if (part instanceof LevelPart levels) {
        tensors.put(LEVELS + (feature + 1), Tensor.of(levels.probabilities()));
      } else if (part instanceof CountPart counts) {
        tensors.put(COUNTS + (feature + 1), Tensor.of(counts.parameters()));
      }
    }
    return new ModelState(
        tensors,
        Map.of(
            COVARIANCE,
            (together ? CovarianceStructure.FULL : CovarianceStructure.DIAGONAL).label(),
            DISTRIBUTIONS,
            mixture.distributions().stream()
                .map(d -> d.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "))));
  }

  private static Tensor stacked(GaussianPart block, int k) {
    int width = block.features().length;
    double[] values = new double[k * width * width];
    for (int c = 0; c < k; c++) {
      double[] matrix = block.covariances().matrix(c).values();
      System.arraycopy(matrix, 0, values, c * width * width, width * width);
    }
    return Tensor.of(Tensor.Type.F64, values, k, width, width);
  }

  @Override
  public MixedMixture load(ModelState state) {
    try {
      double[] weights = state.vector(WEIGHTS, -1);
      requireProbabilities(WEIGHTS, Matrix.wrap(1, weights.length, weights));
      List<Distribution> distributions =
          Arrays.stream(state.attribute(DISTRIBUTIONS).split(" "))
              .map(word -> Distribution.valueOf(word.toUpperCase(Locale.ROOT)))
              .toList();
      int k = weights.length;
      int[] numbers =
          IntStream.range(0, distributions.size())
              .filter(j -> distributions.get(j) == Distribution.GAUSSIAN)
              .toArray();
      boolean together =
          CovarianceStructure.named(state.attribute(COVARIANCE)) == CovarianceStructure.FULL;
      List<Part> parts = new ArrayList<>();
      if (together) {
        parts.add(block(state, numbers, k));
      }
      for (int j = 0; j < distributions.size(); j++) {
        Distribution distribution = distributions.get(j);
        if (distribution != Distribution.GAUSSIAN || !together) {
          parts.add(column(state, distribution, j, k));
        }
      }
      return new MixedMixture(distributions.size(), weights, parts);
    } catch (ModelFormatException e) {
      throw e;
    } catch (NumericalException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + "; the file is damaged", e);
    }
  }

  private static Part block(ModelState state, int[] numbers, int k) {
    int width = numbers.length;
    Matrix means = state.matrix(MEANS, k, width);
    double[] values = state.tensor(COVARIANCES, k, width, width).values();
    List<Matrix> matrices = new ArrayList<>(Collections.nCopies(k, means));
    for (int c = 0; c < k; c++) {
      int from = c * width * width;
      matrices.set(
          c, Matrix.wrap(width, width, Arrays.copyOfRange(values, from, from + width * width)));
    }
    return new GaussianPart(numbers, means, new DenseCovariances(matrices));
  }

  private static Part column(ModelState state, Distribution distribution, int j, int k) {
    return switch (distribution) {
      case GAUSSIAN -> {
        String name = NUMBER + (j + 1);
        Matrix parameters = state.matrix(name, k, 2);
        require(name, parameters.column(1), Double.MIN_VALUE);
        yield new NumberPart(j, parameters.column(0), parameters.column(1));
      }
      case BERNOULLI, CATEGORICAL -> {
        String name = LEVELS + (j + 1);
        Matrix levels = state.matrix(name, k, distribution == Distribution.BERNOULLI ? 2 : -1);
        requireProbabilities(name, levels);
        yield new LevelPart(distribution, j, levels);
      }
      case POISSON, NEGATIVE_BINOMIAL -> {
        String name = COUNTS + (j + 1);
        Matrix parameters = state.matrix(name, k, distribution == Distribution.POISSON ? 1 : 2);
        require(name, parameters.column(0), 0);
        if (distribution == Distribution.NEGATIVE_BINOMIAL) {
          require(name, parameters.column(1), Double.MIN_VALUE);
        }
        yield new CountPart(distribution, j, parameters);
      }
    };
  }

  private static void require(String name, double[] values, double least) {
    for (double value : values) {
      if (!(value >= least)) {
        throw new ModelFormatException(
            String.format(
                Locale.ROOT,
                "'%s' must be %s 0, got %s; the file is damaged",
                name,
                least == 0 ? "at least" : "above",
                value));
      }
    }
  }

  private static void requireProbabilities(String name, Matrix rows) {
    for (int i = 0; i < rows.rows(); i++) {
      double sum = 0;
      for (double value : rows.row(i)) {
        sum += value >= 0 ? value : Double.NaN;
      }
      if (!(Math.abs(sum - 1) < 1e-6)) {
        throw new ModelFormatException(
            "'"
                + name
                + "' must be probabilities of sum 1, got sum "
                + sum
                + "; the file is damaged");
      }
    }
  }
}
