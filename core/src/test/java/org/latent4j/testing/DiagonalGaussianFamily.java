package org.latent4j.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelFormatException;
import org.latent4j.model.ModelState;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** The family of {@link DiagonalGaussian}, registered in tests under the name {@code diagonal}. */
public class DiagonalGaussianFamily implements ModelFamily {

  @Override
  public String name() {
    return "diagonal";
  }

  @Override
  public String title() {
    return "diagonal Gaussian";
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.number("deviation-floor", 0, 0, "least standard deviation of a feature"));
  }

  @Override
  public Class<DiagonalGaussian> modelType() {
    return DiagonalGaussian.class;
  }

  @Override
  public Optional<String> refusal(Schema schema) {
    return Optional.empty();
  }

  @Override
  public List<List<Candidate>> candidates(Schema schema, DataSummary summary) {
    return List.of(
        List.of(
            new Candidate(
                Settings.of(settings()), "independent", 1, Candidate.Scaling.IRRELEVANT)));
  }

  @Override
  public FitResult<DiagonalGaussian> fit(Dataset data, Settings settings, FitContext context) {
    DataSummary summary = DataSummary.of(data);
    summary.requireComplete("a diagonal Gaussian", ModelFamily.takingGaps());
    double[] deviations = summary.standardDeviations();
    List<Column> features = data.schema().features();
    for (int j = 0; j < deviations.length; j++) {
      double rounding = features.get(j).resolution() / Math.sqrt(12);
      deviations[j] =
          Math.max(Math.max(deviations[j], rounding), settings.number("deviation-floor"));
      if (!(deviations[j] > 0)) {
        throw new DataException(
            "column '"
                + features.get(j).name()
                + "' is constant, but a diagonal Gaussian needs a spread; leave it out");
      }
    }
    DiagonalGaussian model = new DiagonalGaussian(summary.means(), deviations);
    return new FitResult<>(
        model, FitReport.closedForm(logLikelihood(model, data), summary.weightTotal(), List.of()));
  }

  private static double logLikelihood(DiagonalGaussian model, Dataset data) {
    double[] values = model.logDensity(data.toMatrix());
    double[] weights = new double[values.length];
    data.readWeights(0, weights.length, weights);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  @Override
  public ModelState save(Model model) {
    DiagonalGaussian gaussian = (DiagonalGaussian) model;
    return new ModelState(
        Map.of("parameters", parameters(gaussian)), Map.of("shape", "independent"));
  }

  private static Tensor parameters(DiagonalGaussian model) {
    int d = model.featureCount();
    double[] both = new double[2 * d];
    System.arraycopy(model.mean(), 0, both, 0, d);
    System.arraycopy(model.deviations(), 0, both, d, d);
    return Tensor.of(Tensor.Type.F64, both, 2, d);
  }

  @Override
  public DiagonalGaussian load(ModelState state) {
    if (!state.attribute("shape").equals("independent")) {
      throw new ModelFormatException(
          "shape must be independent, got '" + state.attribute("shape") + "'; the file is damaged");
    }
    var parameters = state.matrix("parameters", 2, -1);
    for (double deviation : parameters.row(1)) {
      if (!(deviation > 0)) {
        throw new ModelFormatException(
            "deviations must be above 0, got " + deviation + "; the file is damaged");
      }
    }
    return new DiagonalGaussian(parameters.row(0), parameters.row(1));
  }
}
