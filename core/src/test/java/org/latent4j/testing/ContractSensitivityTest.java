package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ModelState;

/** Each check of the contract fails for a model that breaks it, in one place and slightly. */
class ContractSensitivityTest {

  @Test
  void theUnalteredModelPasses() {
    Subject subject = new Subject(model -> model);
    assertThatCode(
            () -> {
              subject.theDensityIntegratesToOne();
              subject.drawsFollowTheDensity();
              subject.responsibilitiesAreProbabilities();
              subject.aBatchSaysWhatSingleRowsSay();
              subject.answersLeaveTheirInputAsItWas();
              subject.graphsSayWhatTheModelSays();
              subject.graphsSayWhatTheModelSaysBehindAScaling();
              subject.theReportTellsTheLikelihoodOfTheModel();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aDensityThatDoesNotIntegrateToOneIsSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public double[] logDensity(Matrix observations) {
                return Arrays.stream(super.logDensity(observations)).map(v -> v + 0.2).toArray();
              }
            },
        SamplingChecks::theDensityIntegratesToOne);
  }

  @Test
  void drawsThatSpreadTooFarAreSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix sample(int count, SeededRandom random) {
                Matrix z = super.encode(super.sample(count, random));
                return super.decode(z.scaled(1.05));
              }
            },
        SamplingChecks::drawsFollowTheDensity);
  }

  @Test
  void drawsFromAnotherPlaceAreSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix sample(int count, SeededRandom random) {
                double[] z = super.encode(super.sample(count, random)).toArray();
                return super.decode(
                    Matrix.wrap(count, 2, Arrays.stream(z).map(v -> v + 0.05).toArray()));
              }
            },
        SamplingChecks::drawsFollowTheDensity);
  }

  @Test
  void drawsThatAreCorrelatedAreSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix sample(int count, SeededRandom random) {
                Matrix z = super.encode(super.sample(count, random));
                double r = 0.06;
                return super.decode(z.times(Matrix.of(2, 2, 1, r, 0, Math.sqrt(1 - r * r))));
              }
            },
        SamplingChecks::drawsFollowTheDensity);
  }

  @Test
  void responsibilitiesThatDoNotSumToOneAreSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix responsibilities(Matrix observations) {
                return super.responsibilities(observations).scaled(1 - 1e-11);
              }
            },
        AnswerChecks::responsibilitiesAreProbabilities);
  }

  @Test
  void answersThatDependOnOtherRowsAreSeen() {
    UnaryOperator<Model> alteration =
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix encode(Matrix observations) {
                return super.encode(observations).scaled(1 + 1e-10 * observations.rows());
              }
            };
    assertFails(alteration, AnswerChecks::aBatchSaysWhatSingleRowsSay);
  }

  @Test
  void answersThatDependOnTheOrderOfRowsAreSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public double[] logDensity(Matrix observations) {
                double[] values = super.logDensity(observations);
                values[0] += 1e-9;
                return values;
              }
            },
        AnswerChecks::theOrderOfRowsDoesNotMatter);
  }

  @Test
  void aChangedInputIsSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Matrix encode(Matrix observations) {
                observations.values()[0] = 1;
                return super.encode(observations);
              }
            },
        AnswerChecks::answersLeaveTheirInputAsItWas);
  }

  @Test
  void aGraphThatSaysSomethingElseIsSeen() {
    assertFails(
        model ->
            new AlteredModel(model) {
              @Override
              public Optional<Graph> graph(GraphFunction function) {
                GraphBuilder builder = new GraphBuilder();
                return super.graph(function)
                    .map(
                        graph -> {
                          var given = builder.input(function.input(), 2);
                          var answer =
                              builder
                                  .append(graph, Map.of(function.input(), given))
                                  .get(function.output());
                          return builder.output(function.output(), answer.times(1 + 1e-11)).build();
                        });
              }
            },
        GraphChecks::graphsSayWhatTheModelSays);
  }

  @Test
  void aReportOfAnotherLikelihoodIsSeen() {
    Subject subject =
        new Subject(model -> model) {
          @Override
          public FitReport report() {
            return super.report().shifted(1e-7);
          }
        };
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(subject::theReportTellsTheLikelihoodOfTheModel);
  }

  @Test
  void weightsThatAreNotLookedAtAreSeen() {
    assertFittingFails(
        data -> HeapDataset.builder(data.schema(), data.toMatrix()).build(),
        FitChecks::weightsCountRows);
  }

  @Test
  void aFitThatDependsOnThePlaceOfTheRowsIsSeen() {
    assertFittingFails(
        data -> scaled(data, Math.abs(data.toMatrix().get(0, 0)) > 1e6 ? 1 + 1e-5 : 1),
        FitChecks::aShiftOfTheRowsLeavesTheLikelihood);
  }

  @Test
  void aFitThatDependsOnTheScaleOfTheRowsIsSeen() {
    assertFittingFails(
        data -> scaled(data, Math.abs(data.toMatrix().get(0, 0)) > 100 ? 1 + 1e-6 : 1),
        checks -> checks.aScaleOfTheRowsMovesTheLikelihoodByItsLogarithm(10));
  }

  @Test
  void aStateThatLosesBitsIsSeen() {
    Subject subject =
        new Subject(model -> model) {
          @Override
          public ModelFamily family() {
            return new DiagonalGaussianFamily() {
              @Override
              public ModelState save(Model model) {
                ModelState state = super.save(model);
                double[] values = state.tensors().get("parameters").values();
                double[] rounded = Arrays.stream(values).map(v -> (float) v).toArray();
                return new ModelState(
                    Map.of("parameters", Tensor.of(Tensor.Type.F32, rounded, 2, 2)),
                    state.attributes());
              }
            };
          }
        };
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(subject::aLoadedModelGivesTheSameBits);
  }

  @Test
  void aLoaderThatTakesAnythingIsSeen() {
    Subject subject =
        new Subject(model -> model) {
          @Override
          public ModelFamily family() {
            return new DiagonalGaussianFamily() {
              @Override
              public DiagonalGaussian load(ModelState state) {
                return new DiagonalGaussian(new double[2], new double[] {1, 1});
              }
            };
          }
        };
    for (Runnable check :
        new Runnable[] {
          subject::aStateWithoutOneOfItsPartsIsRefused,
          subject::aStateOfAnotherShapeIsRefused,
          subject::aStateThatIsNotFiniteIsRefused,
          subject::aStateOfWrongWordsIsRefused
        }) {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(check::run);
    }
  }

  private static Dataset scaled(Dataset data, double factor) {
    return HeapDataset.builder(data.schema(), data.toMatrix().scaled(factor)).build();
  }

  private static void assertFails(UnaryOperator<Model> alteration, Consumer<Subject> check) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check.accept(new Subject(alteration)));
  }

  private static void assertFittingFails(
      UnaryOperator<Dataset> alteration, Consumer<Subject> check) {
    Subject subject =
        new Subject(model -> model) {
          @Override
          public FitResult<? extends Model> fit(Dataset rows, FitContext circumstances) {
            return super.fit(alteration.apply(rows), circumstances);
          }
        };
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check.accept(subject));
  }

  /** The contract of a model that is altered after it was fitted. */
  private static class Subject extends ModelContract<Model> {
    private final UnaryOperator<Model> alteration;

    Subject(UnaryOperator<Model> alteration) {
      this.alteration = alteration;
    }

    @Override
    public ModelFamily family() {
      return new DiagonalGaussianFamily();
    }

    @Override
    public Dataset data() {
      DiagonalGaussian truth = new DiagonalGaussian(new double[] {3, -1}, new double[] {2, 0.5});
      return Dataset.of(truth.sample(300, new SeededRandom(1)));
    }

    @Override
    public FitResult<? extends Model> fit(Dataset rows, FitContext circumstances) {
      FitResult<? extends Model> result = super.fit(rows, circumstances);
      return new FitResult<>(alteration.apply(result.model()), result.report());
    }
  }
}
