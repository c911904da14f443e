package org.latent4j.linalg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.LinearOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.NotPositiveDefiniteException;
import org.latent4j.linalg.RandomizedSvd;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;
import org.latent4j.linalg.SymmetricEigen;

class OpenBlasTest {
  @Test
  void runsOnOneThread() {
    OpenBlas.requireLapack();
    assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
    assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
  }

  @Test
  void platformWithoutNativesGetsOneSentenceForLargeWorkOnly() throws Exception {
    String sentence =
        "no OpenBLAS for linux-ppc64le; Latent4J runs on linux x86_64/arm64, macOS x86_64/arm64,"
            + " Windows x86_64";
    assertThat(runWithoutNatives()).isEqualToIgnoringNewLines(sentence + "\n" + sentence + "\n");
  }

  @Test
  void everyDecompositionFreesWhatItTook() {
    long before = NativeDoubles.liveBytes();
    double[] values = new double[90 * 90];
    new SeededRandom(1).fillGaussian(values);
    Matrix x = Matrix.wrap(90, 90, values);
    Matrix gram = x.transposedTimes(x);
    Cholesky cholesky = Cholesky.of(gram);
    cholesky.solve(x);
    cholesky.inverseLower();
    SymmetricEigen.of(gram);
    SymmetricEigen.top(gram, 3);
    Svd.of(x);
    RandomizedSvd.of(LinearOperator.of(x), 4, new SeededRandom(2));
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  @Test
  void failuresFreeWhatTheyTook() {
    long before = NativeDoubles.liveBytes();
    Matrix negative = Matrix.identity(90).scaled(-1);
    try {
      Cholesky.of(negative);
    } catch (NotPositiveDefiniteException e) {
      assertThat(e.pivot()).isZero();
    }
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  private static String runWithoutNatives() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.bytedeco.javacpp.platform=linux-ppc64le",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutNatives.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
