package org.latent4j.factormixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Settings;
import org.latent4j.select.ModelFitting;
import org.latent4j.select.Scaling;
import org.latent4j.select.Validation;
import org.latent4j.task.ParameterBootstrap;
import org.latent4j.task.ParameterBootstrap.Interval;
import org.latent4j.task.ParameterBootstrap.Options;
import org.latent4j.task.ParameterBootstrap.Source;

class FactorBootstrapTest {

  private static final FitContext CONTEXT = FitContext.defaults().withThreads(2);

  /** A mixture of one, with isotropic noise, is the same model fitted by another algorithm. */
  @Test
  void aMixtureOfOneComponentAgreesWithProbabilisticPca() {
    Matrix w = Matrix.of(5, 2, 3, 0, 3, 1, 3, 0, 1, 2, 0, 3);
    Dataset data =
        Dataset.of(ProbabilisticPca.of(new double[5], w, 1).sample(200, new SeededRandom(5)));
    List<Interval> expected = intervals("ppca", Map.of("latent", "2"), data);
    List<Interval> actual =
        intervals(
            "mfa",
            Map.of("k", "1", "latent", "2", "noise", "isotropic", "tolerance", "1e-9"),
            data);
    for (String parameter : List.of("mean", "loading", "noise variance")) {
      List<Interval> theirs = named(expected, parameter);
      List<Interval> ours = named(actual, parameter);
      assertThat(ours).hasSameSizeAs(theirs).isNotEmpty();
      for (int i = 0; i < ours.size(); i++) {
        double tolerance = 1e-3 * theirs.get(i).standardError();
        assertThat(Math.abs(ours.get(i).estimate())) // axes and loadings differ in sign
            .isEqualTo(Math.abs(theirs.get(i).estimate()), within(tolerance));
        assertThat(ours.get(i).standardError())
            .isEqualTo(theirs.get(i).standardError(), within(tolerance));
      }
    }
  }

  private static List<Interval> intervals(String name, Map<String, String> settings, Dataset data) {
    ModelFamily family = ModelFamily.named(name);
    FittedModel model =
        ModelFitting.fit(
            family,
            Settings.of(family.settings()).withAll(settings),
            Scaling.NONE,
            data,
            Validation.none(),
            CONTEXT);
    return ParameterBootstrap.of(model, data, new Options(40, 0.9, Source.ROWS), CONTEXT)
        .intervals();
  }

  private static List<Interval> named(List<Interval> all, String parameter) {
    return all.stream().filter(i -> i.parameter().name().equals(parameter)).toList();
  }
}
