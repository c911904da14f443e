package org.latent4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.latent4j.model.FitProgress;
import org.latent4j.model.Model;

class ProgressLineTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressLine line =
      new ProgressLine(new PrintStream(bytes, true, UTF_8), nanos::get);

  @Test
  void tellsPhaseIterationLikelihoodAndGain() {
    line.progress(progress("em", 1, Double.NaN));
    nanos.addAndGet(200_000_000);
    line.progress(progress("em", 2, 0.25));

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            "\rem · iteration 1 of at most 12 · -4.50000 per row"
                + "\rem · iteration 2 of at most 12 · -4.50000 per row · gain 2.5e-01 · at most 2.0 s");
  }

  @Test
  void isSilentBetweenTenthsOfSeconds() {
    line.progress(progress("em", 1, Double.NaN));
    int before = bytes.size();
    nanos.addAndGet(99_000_000);
    line.progress(progress("em", 2, 0.25));

    assertThat(bytes.size()).isEqualTo(before);
  }

  @Test
  void leavesNothingBehind() {
    line.progress(new FitProgress("em", 0, 0, Double.NaN, Double.NaN, ProgressLineTest::none));
    line.close();

    assertThat(bytes.toString(UTF_8)).isEqualTo("\rem\r  \r");
  }

  @Test
  void saysNothingWhenNothingHappened() {
    line.close();

    assertThat(bytes.size()).isZero();
  }

  private static FitProgress progress(String phase, int iteration, double gain) {
    return new FitProgress(phase, iteration, 12, -4.5, gain, ProgressLineTest::none);
  }

  private static Model none() {
    throw new AssertionError("the line has no use for the model");
  }
}
