package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.NpyWriter;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;

/** Ends the program from outside while it fits, as Ctrl-C does. */
class InterruptedFitTest {

  @TempDir private Path folder;

  @Test
  void checkpointIsKeptAndNothingIsHalfWritten() throws Exception {
    double[] values = new double[60_000 * 10];
    new SeededRandom(3).fillGaussian(values);
    NpyWriter.write(folder.resolve("rows.npy"), Matrix.wrap(60_000, 10, values));
    Process process = fit();
    waitForAnIteration(process);
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly("m.latent.checkpoint", "rows.npy");
    }
    FittedModel checkpoint = ModelFiles.read(folder.resolve("m.latent.checkpoint"));
    assertThat(checkpoint.report().status()).isEqualTo(FitStatus.CANCELLED);
  }

  private Process fit() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dlatent.terminal=true",
            "-cp",
            System.getProperty("java.class.path"),
            Latent.class.getName(),
            "fit",
            "rows.npy",
            "--model",
            "gmm",
            "-k",
            "12",
            "--tolerance",
            "0",
            "--iterations",
            "1000000",
            "--hold-out",
            "0",
            "--out",
            "m.latent");
    builder.environment().remove("CI"); // there is no progress line where this is set
    return builder
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The progress line tells of the main run once the starts are over. */
  private static void waitForAnIteration(Process process) throws IOException {
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    for (int c = err.read(); c >= 0; c = err.read()) {
      seen.append((char) c);
      if (seen.indexOf("em · iteration") >= 0) {
        return;
      }
    }
    throw new AssertionError("the program ended by itself: " + seen);
  }
}
