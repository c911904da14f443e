package org.latent4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConvergenceTest {

  /** Log likelihoods that approach 0 from below by a factor of {@code rate}, starting at −1. */
  private static int iterationsUntilReached(double rate, double tolerance) {
    Convergence convergence = new Convergence(tolerance, 1);
    convergence.restart(-1);
    double value = -1;
    for (int t = 1; t < 1_000_000; t++) {
      value *= rate;
      if (convergence.reached(value)) {
        return t;
      }
    }
    return -1;
  }

  @Test
  void slowRunIsNotStoppedUntilTheGainStillToComeIsBelowTheTolerance() {
    // After t updates the gain still to come is 0.99^t; it passes 1e-3 at t = 688.
    assertThat(iterationsUntilReached(0.99, 1e-3)).isBetween(688, 690);
  }

  @Test
  void fastRunStopsSoon() {
    // 0.1^t passes 1e-3 at t = 3.
    assertThat(iterationsUntilReached(0.1, 1e-3)).isBetween(3, 5);
  }

  @Test
  void neverOnTheFirstUpdate() {
    Convergence convergence = new Convergence(1e-3, 100);
    convergence.restart(-500);
    assertThat(convergence.reached(-500)).isFalse();
    assertThat(convergence.reached(-500)).isTrue();
  }

  @Test
  void growingGainsAreNoConvergence() {
    Convergence convergence = new Convergence(1e-3, 1);
    convergence.restart(-1);
    double value = -1;
    double gain = 1e-9;
    for (int t = 0; t < 40; t++) {
      value += gain;
      gain *= 1.5;
      assertThat(convergence.reached(value)).as("update %d", t).isFalse();
    }
  }
}
