package org.latent4j.deep;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Settings;

/** The same promises for values on a grid. */
class LogisticLikelihoodContractTest extends VariationalAutoencoderContractTest {

  @Override
  public Settings settings() {
    return super.settings().with("likelihood", "logistic");
  }

  /** The rows that this is asked of lie on no grid. */
  @Override
  @Test
  public void anyNumberOfThreadsGivesTheSameBits() {
    assertRefused(super::anyNumberOfThreadsGivesTheSameBits);
  }

  /** The rows that this is asked of lie on no grid. */
  @Override
  @Test
  public void aFitThatIsResumedGivesTheBitsOfOneThatWasNotInterrupted() {
    assertRefused(super::aFitThatIsResumedGivesTheBitsOfOneThatWasNotInterrupted);
  }

  private static void assertRefused(ThrowingCallable fit) {
    assertThatThrownBy(fit)
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "a logistic likelihood needs values on a grid, but column 'x1' has a range of \\d+ times"
                + " its least step; take the Gaussian likelihood");
  }

  @Override
  public Dataset data() {
    double[] values = Rows.curved(300, 4, 6).values();
    return Dataset.of(
        Matrix.wrap(300, 4, Arrays.stream(values).map(v -> Math.rint(4 * v) / 4).toArray()));
  }
}
