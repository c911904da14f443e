package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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

  /** Interrupts the same fit again and again, softly and hard, and lets it come to its end. */
  @Test
  @Tag("slow")
  void resumedFitHasTheBytesOfOneThatWasNotInterrupted() throws Exception {
    writeRows();
    String[] options = {"--tolerance", "0", "--iterations", "40", "--hold-out", "0.2"};
    assertThat(finished(fit("undisturbed.latent", options))).isZero();
    String[] stops = {
      "training rows · iteration", "training rows · iteration 3\\d", "all rows · iteration"
    };
    String[] again = options;
    for (int s = 0; s < stops.length; s++) {
      Process process = fit("m.latent", again);
      waitFor(process, stops[s]);
      if (s == 1) {
        process.destroyForcibly();
      } else {
        process.destroy();
      }
      assertThat(finished(process)).isNotZero();
      assertThat(folder.resolve("m.latent.journal")).exists();
      again = Arrays.copyOf(options, options.length + 1);
      again[options.length] = "--resume";
    }
    Launched other =
        Launched.latent(
            "fit",
            folder.resolve("rows.npy"),
            "--model",
            "gmm",
            "-k",
            "11",
            "--resume",
            "--out",
            folder.resolve("m.latent"));
    assertThat(other.code()).isEqualTo(ExitCode.USAGE);
    assertThat(other.err())
        .contains(
            "m.latent.journal' is the journal of another fit; resume with the rows, options, seed"
                + " and version of the fit that was interrupted, or begin anew");
    assertThat(finished(fit("m.latent", again))).isZero();
    assertThat(folder.resolve("m.latent"))
        .hasSameBinaryContentAs(folder.resolve("undisturbed.latent"));
    assertThat(folder.resolve("m.latent.journal")).doesNotExist();
    assertThat(folder.resolve("m.latent.checkpoint")).doesNotExist();
  }

  @Test
  void resumingWithoutAJournalIsRefused() throws Exception {
    writeRows();
    Launched launched =
        Launched.latent(
            "fit",
            folder.resolve("rows.npy"),
            "--model",
            "ppca",
            "--resume",
            "--out",
            folder.resolve("m.latent"));
    assertThat(launched.code()).isEqualTo(ExitCode.USAGE);
    assertThat(launched.err())
        .contains(
            "--resume needs "
                + folder.resolve("m.latent.journal")
                + ", which an interrupted fit leaves beside its model; leave out --resume");
  }

  private static int finished(Process process) throws InterruptedException {
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void writeRows() throws IOException {
    double[] values = new double[60_000 * 10];
    new SeededRandom(3).fillGaussian(values);
    NpyWriter.write(folder.resolve("rows.npy"), Matrix.wrap(60_000, 10, values));
  }

  @Test
  void checkpointIsKeptAndNothingIsHalfWritten() throws Exception {
    writeRows();
    Process process =
        fit("m.latent", "--tolerance", "0", "--iterations", "1000000", "--hold-out", "0");
    waitFor(process, "em · iteration");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly("m.latent.checkpoint", "m.latent.journal", "rows.npy");
    }
    FittedModel checkpoint = ModelFiles.read(folder.resolve("m.latent.checkpoint"));
    assertThat(checkpoint.report().status()).isEqualTo(FitStatus.CANCELLED);
  }

  private Process fit(String out, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
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
                "--starts",
                "3",
                "--out",
                out));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("CI"); // there is no progress line where this is set
    return builder
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Waits for what a pattern finds on the progress line. */
  private static void waitFor(Process process, String pattern) throws IOException {
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    Pattern wanted = Pattern.compile(pattern);
    StringBuilder seen = new StringBuilder();
    for (int c = err.read(); c >= 0; c = err.read()) {
      seen.append((char) c);
      if (wanted.matcher(seen).find()) {
        return;
      }
    }
    throw new AssertionError("the program ended by itself: " + seen);
  }
}
