package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataSummary;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Decoder;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Encoder;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Model;

/**
 * Checks of what a fitted model says of rows.
 *
 * @param <M> type of the family's models
 */
public interface AnswerChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void answersAreFiniteAndOfTheRightShape() {
    Matrix x = rows();
    Map<String, Matrix> answers = Answers.ofRows(model(), x);
    Answers.assertFinite(answers);
    answers.forEach((name, answer) -> assertThat(answer.rows()).as(name).isEqualTo(x.rows()));
    assertThat(model().featureCount()).isEqualTo(x.columns());
    assertThat(model().parameterCount()).isPositive();
    if (model() instanceof Encoder encoder) {
      assertThat(encoder.encode(x).columns()).isEqualTo(encoder.latentSpace().dimension());
    }
    if (model() instanceof Clusterer clusterer) {
      assertThat(clusterer.responsibilities(x).columns()).isEqualTo(clusterer.componentCount());
    }
  }

  @Test
  default void answersLeaveTheirInputAsItWas() {
    Matrix x = rows();
    double[] before = x.toArray();
    Answers.ofRows(model(), x);
    assertThat(x.values()).containsExactly(before);
  }

  @Test
  default void aBatchSaysWhatSingleRowsSay() {
    Matrix x = rows();
    Map<String, Matrix> batch = Answers.ofRows(model(), x);
    for (int i = 0; i < x.rows(); i += Math.max(1, x.rows() / 50)) {
      for (Map.Entry<String, Matrix> one :
          Answers.ofRows(model(), x.rowRange(i, i + 1)).entrySet()) {
        assertThat(one.getValue().values())
            .as("%s of row %d", one.getKey(), i)
            .usingComparatorWithPrecision(1e-12 * (1 + magnitude(one.getValue())))
            .containsExactly(batch.get(one.getKey()).row(i));
      }
    }
  }

  @Test
  default void theOrderOfRowsDoesNotMatter() {
    Matrix x = rows();
    int[] order = new SeededRandom(5).permutation(x.rows());
    Map<String, Matrix> straight = Answers.ofRows(model(), x);
    Answers.ofRows(model(), x.selectRows(order))
        .forEach(
            (name, answer) ->
                assertThat(answer.values())
                    .as(name)
                    .usingComparatorWithPrecision(1e-12 * (1 + magnitude(answer)))
                    .containsExactly(straight.get(name).selectRows(order).values()));
  }

  @Test
  default void noRowsGetNoAnswers() {
    Matrix none = Matrix.zeros(0, model().featureCount());
    Answers.ofRows(model(), none)
        .forEach((name, answer) -> assertThat(answer.rows()).as(name).isZero());
  }

  @Test
  default void manyThreadsHearTheSame() throws Exception {
    Matrix x = rows();
    Map<String, Matrix> expected = Answers.of(model(), x);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Map<String, Matrix>>> calls = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        calls.add(() -> Answers.of(model(), x));
      }
      for (Future<Map<String, Matrix>> answers : threads.invokeAll(calls)) {
        assertThat(answers.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  default void rowsOfAnotherWidthAreRefused() {
    int d = model().featureCount();
    Matrix wide = Matrix.zeros(1, d + 1);
    String sentence =
        String.format(Locale.ROOT, "observations must have %d features, got %d", d, d + 1);
    List<Runnable> calls = new ArrayList<>();
    if (model() instanceof Density density) {
      calls.add(() -> density.logDensity(wide));
    }
    if (model() instanceof Encoder encoder) {
      calls.add(() -> encoder.encode(wide));
    }
    if (model() instanceof Clusterer clusterer) {
      calls.add(() -> clusterer.responsibilities(wide));
    }
    for (Runnable call : calls) {
      assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(sentence);
    }
  }

  @Test
  default void codesOfAnotherWidthAreRefused() {
    assumeTrue(model() instanceof Decoder, "the model does not decode");
    Decoder decoder = (Decoder) model();
    int q = decoder.latentSpace().dimension();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decoder.decode(Matrix.zeros(1, q + 1)))
        .withMessage(String.format(Locale.ROOT, "latent must have %d columns, got %d", q, q + 1));
  }

  @Test
  default void responsibilitiesAreProbabilities() {
    assumeTrue(model() instanceof Clusterer, "the model does not cluster");
    assertRowsAreProbabilities(((Clusterer) model()).responsibilities(rows()));
  }

  @Test
  default void clustersAreTheMostProbableComponents() {
    assumeTrue(model() instanceof Clusterer, "the model does not cluster");
    Clusterer clusterer = (Clusterer) model();
    int[] clusters = clusterer.cluster(rows());
    Matrix responsibilities = clusterer.responsibilities(rows());
    for (int i = 0; i < clusters.length; i++) {
      double chosen = responsibilities.get(i, clusters[i]);
      for (double other : responsibilities.row(i)) {
        assertThat(other).isLessThanOrEqualTo(chosen);
      }
    }
  }

  @Test
  default void codesThatAreProbabilitiesSumToOne() {
    assumeTrue(
        model() instanceof Encoder encoder
            && encoder.latentSpace().kind() == LatentSpace.Kind.PROBABILITIES,
        "codes of the model are not probabilities");
    assertRowsAreProbabilities(((Encoder) model()).encode(rows()));
  }

  @Test
  default void rowsFarAwayAreFiniteAndEverLessProbable() {
    assumeTrue(isContinuous(), "the density is none over numbers alone");
    assumeTrue(
        model() instanceof Density density && density.densityKind() == DensityKind.EXACT,
        "the model has no exact density");
    DataSummary summary = DataSummary.of(data());
    double[] deviations = summary.standardDeviations();
    double last = Double.POSITIVE_INFINITY;
    for (double distance : new double[] {10, 100, 1e4, 1e6}) {
      double[] row = summary.means();
      for (int j = 0; j < row.length; j++) {
        row[j] += distance * deviations[j];
      }
      Matrix far = Matrix.of(1, row.length, row);
      double value = ((Density) model()).logDensity(far)[0];
      assertThat(value).as("%s deviations away", distance).isFinite().isLessThan(last);
      if (model() instanceof Clusterer clusterer) {
        assertRowsAreProbabilities(clusterer.responsibilities(far));
      }
      last = value;
    }
  }

  private static void assertRowsAreProbabilities(Matrix rows) {
    for (int i = 0; i < rows.rows(); i++) {
      double sum = 0;
      for (double value : rows.row(i)) {
        assertThat(value).as("row %d", i).isBetween(0.0, 1.0);
        sum += value;
      }
      assertThat(sum).as("sum of row %d", i).isEqualTo(1, within(1e-12));
    }
  }

  private static double magnitude(Matrix matrix) {
    double largest = 0;
    for (double value : matrix.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
