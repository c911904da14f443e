package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitListener;
import org.latent4j.model.FitProgress;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ModelState;

class TrainerTest {

  private static final VariationalAutoencoderFamily FAMILY = new VariationalAutoencoderFamily();
  private static final Matrix ROWS = Rows.curved(400, 5, 1);

  private static VariationalAutoencoderOptions options(int epochs) {
    return VariationalAutoencoderOptions.defaults()
        .withDesign(DeepDesign.defaults().withHidden(16))
        .withTraining(TrainingOptions.defaults().withEpochs(epochs));
  }

  private static FitResult<VariationalAutoencoder> fit(
      VariationalAutoencoderOptions options, FitContext context) {
    return VariationalAutoencoder.fit(Dataset.of(ROWS), options, context);
  }

  private static FitResult<VariationalAutoencoder> fitImages(int epochs, FitContext context) {
    NetworkOptions network =
        NetworkOptions.dense(Activation.RELU, 16).withConvolutions(4).withBlocks(1);
    VariationalAutoencoderOptions residual =
        options(epochs)
            .withDesign(DeepDesign.defaults().withNetwork(network))
            .withTraining(TrainingOptions.defaults().withEpochs(epochs).withBatchSize(18));
    return VariationalAutoencoder.fit(Rows.images(400, 6, 1), residual, context);
  }

  private static void assertSameBits(ModelState actual, ModelState expected) {
    assertThat(actual.attributes()).isEqualTo(expected.attributes());
    assertThat(actual.tensors().keySet()).isEqualTo(expected.tensors().keySet());
    for (Map.Entry<String, Tensor> tensor : expected.tensors().entrySet()) {
      assertThat(actual.tensors().get(tensor.getKey()).values())
          .as(tensor.getKey())
          .containsExactly(tensor.getValue().values());
    }
  }

  @Test
  void aTrainingThatIsCutInTwoGivesTheSameBits() {
    assertSameBitsWhenCut(context -> fit(options(10), context));
  }

  @Test
  void aTrainingOfConvolutionsThatIsCutInTwoGivesTheSameBits() {
    assertSameBitsWhenCut(context -> fitImages(10, context));
  }

  private static void assertSameBitsWhenCut(
      Function<FitContext, FitResult<VariationalAutoencoder>> fit) {
    FitContext context = FitContext.defaults().withSeed(3);
    FitResult<VariationalAutoencoder> whole = fit.apply(context);
    int[] epochs = new int[1];
    FitResult<VariationalAutoencoder> half =
        fit.apply(
            context
                .withListener(p -> epochs[0] = p.iteration())
                .withCancelled(() -> epochs[0] >= 5));
    assertThat(half.report().status()).isEqualTo(FitStatus.CANCELLED);
    assertThat(half.report().iterations()).isEqualTo(5);
    VariationalAutoencoder kept = FAMILY.load(FAMILY.save(half.model()));
    FitResult<VariationalAutoencoder> rest = fit.apply(context.withStart(kept));
    assertSameBits(FAMILY.save(rest.model()), FAMILY.save(whole.model()));
    assertThat(rest.report()).isEqualTo(whole.report());
  }

  /** What independent pixels can reach at most is the entropy of each. */
  @Test
  void codesOfConvolutionsTellMoreThanIndependentPixels() {
    List<FitProgress> heard = new ArrayList<>();
    fitImages(30, FitContext.defaults().withListener(heard::add));
    Matrix images = Rows.images(400, 6, 1).toMatrix();
    double independent = 0;
    for (int j = 0; j < images.columns(); j++) {
      double p = Arrays.stream(images.column(j)).average().orElseThrow();
      independent += p * Math.log(p) + (1 - p) * Math.log(1 - p);
    }
    assertThat(heard.get(29).meanLogLikelihood()).isGreaterThan(independent + 2);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Dataset rows = Dataset.of(Rows.curved(1000, 5, 1));
    VariationalAutoencoderOptions large =
        options(3).withTraining(TrainingOptions.defaults().withEpochs(3).withBatchSize(300));
    FitResult<VariationalAutoencoder> one =
        VariationalAutoencoder.fit(rows, large, FitContext.defaults().withThreads(1));
    FitResult<VariationalAutoencoder> three =
        VariationalAutoencoder.fit(rows, large, FitContext.defaults().withThreads(3));
    assertSameBits(FAMILY.save(three.model()), FAMILY.save(one.model()));
    assertThat(three.report()).isEqualTo(one.report());
  }

  @Test
  void aCheckpointOfAnyEpochCanBeGoneOnFrom() {
    List<FitProgress> heard = new ArrayList<>();
    FitContext context = FitContext.defaults();
    FitResult<VariationalAutoencoder> whole =
        fit(options(4), context.withListener(p -> heard.add(atOnce(p))));
    VariationalAutoencoder second = (VariationalAutoencoder) heard.get(1).model().get();
    assertSameBits(
        FAMILY.save(fit(options(4), context.withStart(second)).model()),
        FAMILY.save(whole.model()));
  }

  private static FitProgress atOnce(FitProgress progress) {
    Object model = progress.model().get();
    return new FitProgress(
        progress.phase(),
        progress.iteration(),
        progress.iterationLimit(),
        progress.meanLogLikelihood(),
        progress.gain(),
        () -> (VariationalAutoencoder) model,
        progress.detail());
  }

  @Test
  void anotherSeedTrainsAnotherModel() {
    assertThat(fit(options(2), FitContext.defaults().withSeed(1)).model().encode(ROWS))
        .isNotEqualTo(fit(options(2), FitContext.defaults().withSeed(2)).model().encode(ROWS));
  }

  @Test
  void progressTellsNatsDivergenceAndUnits() {
    List<FitProgress> heard = new ArrayList<>();
    fit(options(3), FitContext.defaults().withListener(heard::add));
    assertThat(heard).hasSize(3);
    assertThat(heard.get(2).detail()).matches("KL \\d+\\.\\d\\d, [012] active units?");
    assertThat(heard.get(2).gain())
        .isEqualTo(heard.get(2).meanLogLikelihood() - heard.get(1).meanLogLikelihood());
  }

  @Test
  void minutesBoundTheTraining() {
    long begin = System.nanoTime();
    FitResult<VariationalAutoencoder> result =
        fit(
            options(0).withTraining(TrainingOptions.defaults().withMinutes(0.02)),
            FitContext.defaults());
    assertThat(result.report().status()).isEqualTo(FitStatus.ITERATION_LIMIT);
    assertThat((System.nanoTime() - begin) * 1e-9).isBetween(1.1, 20.0);
  }

  @Test
  void trainingEndsWhenHeldOutRowsHaveNothingToGain() {
    VariationalAutoencoderOptions impatient =
        options(0).withTraining(TrainingOptions.defaults().withEpochs(5000).withPatience(2));
    FitResult<VariationalAutoencoder> result = fit(impatient, FitContext.defaults());
    assertThat(result.report().status()).isEqualTo(FitStatus.CONVERGED);
    assertThat(result.report().trace()).hasSize(result.report().iterations());
  }

  /** Tensors live off the heap, where no garbage collector sees them. */
  @Test
  @Tag("slow")
  void nativeMemoryStaysFlatOverAThousandSteps() {
    VariationalAutoencoderOptions many =
        options(0).withTraining(TrainingOptions.defaults().withEpochs(60).withBatchSize(18));
    assertFlat(listener -> fit(many, FitContext.defaults().withListener(listener)));
  }

  @Test
  @Tag("slow")
  void nativeMemoryStaysFlatWithConvolutions() {
    assertFlat(listener -> fitImages(60, FitContext.defaults().withListener(listener)));
  }

  private static void assertFlat(Consumer<FitListener> fit) {
    List<Long> bytes = new ArrayList<>();
    List<Long> objects = new ArrayList<>();
    fit.accept(
        p -> {
          bytes.add(Pointer.physicalBytes());
          objects.add(Pointer.totalCount());
        });
    // The garbage collector may take objects that an earlier test has left.
    assertThat(objects.get(59)).isLessThanOrEqualTo(objects.get(9));
    assertThat(bytes.get(59) - bytes.get(9)).isLessThan(64L << 20);
  }
}
