package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.Model;
import org.latent4j.model.ModelState;

/**
 * Checks of what a fit does with rows it can use.
 *
 * @param <M> type of the family's models
 */
public interface FitChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void fittingLeavesTheRowsAsTheyWere() {
    Matrix x = rows();
    double[] before = x.toArray();
    fit(Dataset.of(x));
    assertThat(x.values()).containsExactly(before);
  }

  @Test
  default void theSameSeedGivesTheSameBits() {
    FitResult<? extends Model> again = fit(data());
    assertSameBits(again.model(), model());
    assertThat(again.report()).isEqualTo(report());
  }

  @Test
  default void anyNumberOfThreadsGivesTheSameBits() {
    Dataset many = manyRows();
    FitResult<? extends Model> one = fit(many, context().withThreads(1));
    for (int threads : new int[] {2, 5}) {
      FitResult<? extends Model> other = fit(many, context().withThreads(threads));
      assertSameBits(other.model(), one.model());
      assertThat(other.report()).as("%d threads", threads).isEqualTo(one.report());
    }
  }

  /**
   * Stops a fit after each of some passes over the rows, and fits again with what was kept of them.
   */
  @Test
  default void aFitThatIsResumedGivesTheBitsOfOneThatWasNotInterrupted() {
    Dataset many = manyRows();
    MemoryJournal whole = new MemoryJournal();
    FitResult<? extends Model> undisturbed = fit(many, context().withJournal(whole));
    int passes = whole.passes();
    for (int stop : new int[] {1, passes / 3, passes / 2, passes - 1}) {
      MemoryJournal journal = new MemoryJournal();
      try {
        fit(many, context().withJournal(journal).withCancelled(() -> journal.passes() >= stop));
      } catch (CancellationException e) {
        // there was no model yet, but there are passes
      }
      FitResult<? extends Model> resumed = fit(many, context().withJournal(journal.rewound()));
      assertSameBits(resumed.model(), undisturbed.model());
      assertThat(resumed.report())
          .as("stopped after %d of %d passes", stop, passes)
          .isEqualTo(undisturbed.report());
    }
  }

  @Test
  default void theReportTellsTheLikelihoodOfTheModel() {
    assumeTrue(model() instanceof Density, "the model has no density");
    double expected = ((Density) model()).logLikelihood(rows());
    assertThat(report().logLikelihood())
        .isEqualTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    assertThat(report().weightTotal()).isEqualTo((double) data().rowCount());
    assertThat(report().iterations()).isPositive();
  }

  @Test
  default void theLikelihoodNeverFalls() {
    List<Double> trace = report().trace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i))
          .as("after update %d", i + 1)
          .isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-9 * (1 + Math.abs(trace.get(i - 1))));
    }
  }

  @Test
  default void startsAreToldBestFirst() {
    List<Double> starts = report().starts();
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i)).isLessThanOrEqualTo(starts.get(i - 1));
    }
  }

  @Test
  default void theListenerHearsOfIterations() {
    assumeTrue(report().iterations() > 1, "the fit is a closed form");
    List<FitProgress> heard = new ArrayList<>();
    fit(data(), context().withListener(heard::add));
    assertThat(heard).isNotEmpty();
    for (FitProgress progress : heard) {
      assertThat(progress.phase()).isNotBlank();
      assertThat(progress.iteration()).isBetween(0, progress.iterationLimit());
      assertThat(progress.model().get().featureCount()).isEqualTo(data().featureCount());
    }
  }

  @Test
  default void aCancelledFitGivesWhatItHas() {
    FitResult<? extends Model> result = fit(data(), context().withCancelled(() -> true));
    assertThat(result.report().status()).isIn(FitStatus.CANCELLED, FitStatus.CONVERGED);
    Answers.assertFinite(Answers.of(result.model(), rows()));
  }

  @Test
  default void aShiftOfTheRowsLeavesTheLikelihood() {
    assumeTrue(model() instanceof Density, "the model has no density");
    double[] near = moved(v -> Math.rint(v * 65536) / 65536);
    double[] far = moved(v -> Math.rint(v * 65536) / 65536 + 1e8);
    double expected = fit(dataset(near)).report().meanLogLikelihood();
    assertThat(fit(dataset(far)).report().meanLogLikelihood())
        .isEqualTo(expected, within(shiftTolerance() * (1 + Math.abs(expected))));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, -10, 498, -498})
  default void aScaleOfTheRowsMovesTheLikelihoodByItsLogarithm(int exponent) {
    assumeTrue(model() instanceof Density, "the model has no density");
    double[] scaled = moved(v -> Math.scalb(v, exponent));
    int numbers = 0;
    for (boolean numeric : areNumeric()) {
      numbers += numeric ? 1 : 0;
    }
    double expected = report().meanLogLikelihood() - numbers * exponent * Math.log(2);
    assertThat(fit(dataset(scaled)).report().meanLogLikelihood())
        .isEqualTo(expected, within(1e-9 * (1 + Math.abs(expected))));
  }

  @Test
  default void weightsCountRows() {
    assumeTrue(model() instanceof Density, "the model has no density");
    int n = rows().rows();
    double[] weights = IntStream.range(0, n).mapToDouble(i -> i % 3).toArray();
    int[] repeated =
        IntStream.range(0, n).flatMap(i -> IntStream.range(0, i % 3).map(copy -> i)).toArray();
    Dataset weighted = HeapDataset.builder(data().schema(), rows()).weights(weights).build();
    Dataset expanded = HeapDataset.builder(data().schema(), rows().selectRows(repeated)).build();
    FitReport expected = fit(expanded, context().withStart(model())).report();
    FitReport actual = fit(weighted, context().withStart(model())).report();
    assertThat(actual.weightTotal()).isEqualTo(repeated.length);
    assertThat(actual.logLikelihood())
        .isEqualTo(expected.logLikelihood(), within(1e-10 * Math.abs(expected.logLikelihood())));
  }

  /** From the family's own starts, so that these too know what a weight is. */
  @Test
  default void aWeightOfTwoIsTheRowTwice() {
    assumeTrue(model() instanceof Density, "the model has no density");
    int n = rows().rows();
    double[] twos = new double[n];
    Arrays.fill(twos, 2);
    int[] twice = IntStream.range(0, 2 * n).map(i -> i / 2).toArray();
    FitReport weighted =
        fit(HeapDataset.builder(data().schema(), rows()).weights(twos).build()).report();
    FitReport repeated =
        fit(HeapDataset.builder(data().schema(), rows().selectRows(twice)).build()).report();
    assertThat(weighted.weightTotal()).isEqualTo(repeated.weightTotal());
    assertThat(weighted.logLikelihood())
        .isEqualTo(
            repeated.logLikelihood(), within(1e-5 * (1 + Math.abs(repeated.logLikelihood()))));
  }

  /** A row of weight 0 may lie anywhere. */
  @Test
  default void aWeightOfZeroIsNoRow() {
    assumeTrue(model() instanceof Density, "the model has no density");
    Matrix x = rows();
    int d = x.columns();
    boolean[] numeric = areNumeric();
    double[] values = Arrays.copyOf(x.toArray(), (x.rows() + 3) * d);
    double[] weights = new double[x.rows() + 3];
    Arrays.fill(weights, 0, x.rows(), 1);
    for (int i = x.rows() * d; i < values.length; i++) {
      values[i] = numeric[i % d] ? 1000 : x.values()[i % d];
    }
    Dataset more =
        HeapDataset.builder(data().schema(), Matrix.wrap(weights.length, d, values))
            .weights(weights)
            .build();
    FitReport expected = fit(data(), context().withStart(model())).report();
    FitReport actual = fit(more, context().withStart(model())).report();
    assertThat(actual.weightTotal()).isEqualTo(x.rows());
    assertThat(actual.logLikelihood())
        .isEqualTo(expected.logLikelihood(), within(1e-8 * Math.abs(expected.logLikelihood())));
  }

  @Test
  default void rowsThatRepeatAreFitted() {
    int[] thrice = IntStream.range(0, 3 * rows().rows()).map(i -> i / 3).toArray();
    Matrix repeated = rows().selectRows(thrice);
    FitResult<? extends Model> result = fit(Dataset.of(repeated));
    Answers.assertFinite(Answers.ofRows(result.model(), repeated));
  }

  /** 20,000 rows near those of {@link #data}, so that there are many blocks. */
  private Dataset manyRows() {
    SeededRandom random = new SeededRandom(11);
    double[] deviations = DataSummary.of(data()).standardDeviations();
    Matrix x = rows();
    boolean[] numeric = areNumeric();
    double[] values = new double[20_000 * x.columns()];
    for (int i = 0; i < values.length; i += x.columns()) {
      int row = random.nextInt(x.rows());
      for (int j = 0; j < x.columns(); j++) {
        double noise = 0.1 * deviations[j] * random.nextGaussian();
        values[i + j] = x.get(row, j) + (numeric[j] ? noise : 0);
      }
    }
    return dataset(values);
  }

  /** The rows with all their numbers changed in one way. */
  private double[] moved(DoubleUnaryOperator change) {
    double[] values = rows().toArray();
    boolean[] numeric = areNumeric();
    for (int i = 0; i < values.length; i++) {
      values[i] = numeric[i % numeric.length] ? change.applyAsDouble(values[i]) : values[i];
    }
    return values;
  }

  private Dataset dataset(double[] values) {
    int d = rows().columns();
    Matrix rows = Matrix.wrap(values.length / d, d, values);
    return isContinuous() ? Dataset.of(rows) : HeapDataset.builder(data().schema(), rows).build();
  }

  private void assertSameBits(Model actual, Model expected) {
    ModelState actualState = family().save(actual);
    ModelState expectedState = family().save(expected);
    assertThat(actualState.attributes()).isEqualTo(expectedState.attributes());
    assertThat(actualState.tensors().keySet()).isEqualTo(expectedState.tensors().keySet());
    expectedState
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(actualState.tensors().get(name).values())
                    .as(name)
                    .containsExactly(tensor.values()));
    assertThat(Answers.of(actual, rows())).isEqualTo(Answers.of(expected, rows()));
  }
}
